// Questions and answers. The server streams the contract's `ask` object as it grows; nodes already written stay in place.
OnRecord.panes.chat = (element, { server, trigger, props, watch }) => {
  const { h, show, t, state, on, call, cite, count } = OnRecord;
  const root = element.querySelector(".or-chat");
  const log = h("div.or-log", { role: "log", "aria-live": "polite", "aria-label": t("chat_log") });
  const foot = h("div.or-foot");
  const column = h("div.or-column", log, foot);
  show(root, column);
  let turns = [], conversation = null, busy = false, start = null, narrowed = {}, narrowing = false, viewing = null, box;
  const turnId = () => crypto.getRandomValues(new Uint32Array(2)).join("");

  // --- asking ----------------------------------------------------------------------------------------------------
  function ask(question, options = {}) {
    if (busy || !question.trim()) return;
    const turn = { id: turnId(), question: question.trim(), answer: null, state: "searching", filters: options.filters || narrowed, without: options.without || [] };
    viewing = null;
    if (!turns.length || log.firstChild !== turns[0].node) redraw();
    turns.push(turn);
    if (turns.length === 1) show(log);
    turn.node = h("article.or-turn");
    log.append(turn.node);
    draw(turn);
    setBusy(true);
    if (turns.length > 1) turn.node.scrollIntoView({ block: "start", behavior: "smooth" });
    conversation ||= turnId();
    OnRecord.remember("chat", conversation);
    trigger("ask", { turn: turn.id, question: turn.question, dossier: state.dossier, conversation, lang: state.lang,
      filters: turn.filters, without: turn.without });
  }
  watch("value", () => {
    const told = props.value;
    const turn = told && turns.find((one) => one.id === told.turn);
    if (!turn || turn.state === "stopped") return;
    Object.assign(turn, { answer: told.answer || turn.answer, state: told.state, error: told.error, unsaved: told.unsaved });
    draw(turn);
    if (["done", "failed"].includes(told.state)) setBusy(false);
  });
  function stop() {
    trigger("stop");
    const turn = turns[turns.length - 1];
    if (turn) { turn.state = "stopped"; draw(turn); }
    setBusy(false);
  }
  function setBusy(value) { busy = value; drawFoot(); if (!value && matchMedia("(hover: hover)").matches) box.focus({ preventScroll: true }); }

  // --- one turn --------------------------------------------------------------------------------------------------
  function draw(turn) {
    if (!turn.parts) {
      turn.parts = { question: h("h2.or-question", { "data-testid": "user" }, turn.question), chips: h("div.or-chips"), text: h("div.or-answer", { "data-testid": "bot" }), rest: h("div.or-rest") };
      show(turn.node, Object.values(turn.parts));
    }
    const { chips, text, rest } = turn.parts, answer = turn.answer;
    text.setAttribute("aria-busy", String(["searching", "writing"].includes(turn.state)));
    if (answer && !chips.childNodes.length) drawChips(turn);
    if (turn.state === "failed") return show(text, h("div.or-failed", { role: "alert" }, h("strong", t("failed")), h("p", turn.error)));
    if (turn.state === "searching" && !(answer && answer.answer)) return show(text, h("p.or-wait", t("ask_searching")));
    if (!answer) return show(text, h("p.or-wait", t("ask_stopped")));
    if (answer.timeline && answer.timeline.entries.length) show(text);
    else if (answer.abstained) drawRefusal(turn);
    else write(text, answer);
    if (["done", "stopped"].includes(turn.state)) drawRest(turn, rest);
  }
  function drawChips(turn) {
    const query = turn.answer.query || {}, filters = query.filters || {}, carried = new Set(query.carried || []);
    const chips = [];
    const chip = (key, what, held) => { const over = carried.has(held || key); chips.push(h("span.or-chip", { class: over ? "is-carried" : "" }, what,
      over && h("small", ` ${t("carried")}`),
      h("button", { type: "button", "aria-label": t("chip_drop", { what }), title: t("chip_drop", { what }), onclick: () => again(turn, key) }, "×"))); };
    const forces = [...new Set([...(query.forces || []).filter((force) => force !== "say"), ...(filters.forces || [])])]; // "what did she say" asks for whatever she said
    const sources = [...new Set([...(query.sources || []), ...(filters.sources || [])])];
    if (query.rewritten) chip("rewritten", t("chip_rewritten", { text: query.rewritten }));
    if (sources.length) chip("sources", t("chip_source", { name: sources.join(", ") }));
    if (query.unknown_source) chip("sources", t("chip_unknown", { name: query.unknown_source }), "unknown_source");
    if (forces.length) chip("forces", t("chip_force", { force: forces.map((force) => t("force_" + force)).join(", ") }));
    if ((query.addressees || []).length) chip("addressees", t("chip_addressee", { name: query.addressees.join(", ") }));
    if (query.topic) chip("topic", t("chip_topic", { topic: query.topic }));
    for (const clock of ["said", "about", "published"]) if (filters[clock]) chip(clock, t("chip_" + clock, { period: periodWords(filters[clock]) }), "filters");
    if (filters.outlet) chip("outlet", t("chip_outlet", { outlet: filters.outlet }));
    if (filters.lang) chip("lang", t("chip_lang", { lang: t("lang_" + filters.lang) }));
    show(turn.parts.chips, chips.length > 0 && h("span.or-label", t("understood")), chips);
  }
  function periodWords([first, last]) {
    const words = (iso) => iso && OnRecord.day(iso, { day: "numeric", month: "long", year: "numeric" });
    if (first && first === last) return words(first);
    return t(first && last ? "period_between" : first ? "period_from" : "period_until", { first: words(first), last: words(last) });
  }
  /** Asks the same question without one part of how it was understood, said in words or set by hand. */
  function again(turn, part) {
    const { [part]: _, ...filters } = turn.filters || {};
    narrowed = filters;
    ask(turn.question, { filters, without: [...(turn.without || []), part] });
  }

  // --- the answer's Markdown: paragraphs, lists, quotes, emphasis and markers; anything else stays text ----------------
  function write(node, answer) {
    const blocks = (answer.answer || "").split(/\n{2,}|\n(?=\s*[-*>] )/).filter((block) => block.trim());
    const byNumber = new Map(answer.citations.map((one) => [one.n, one]));
    const old = [...node.children];
    blocks.forEach((block, i) => {
      const key = block + "\u0000" + (block.match(/\[(\d+)\]/g) || []).filter((m) => byNumber.has(+m.slice(1, -1))).length;
      if (old[i] && old[i].source === key) return;
      const made = blockNode(block, byNumber);
      made.source = key;
      if (old[i]) old[i].replaceWith(made); else node.append(made);
    });
    while (node.children.length > blocks.length) node.lastChild.remove();
  }
  function blockNode(block, byNumber) {
    const item = /^\s*[-*] ([\s\S]*)$/.exec(block), quote = /^\s*> ?([\s\S]*)$/.exec(block), head = /^#{1,6} (.*)$/.exec(block);
    if (item) return h("p.or-item", inline(item[1], byNumber));
    if (quote) return h("blockquote", inline(quote[1], byNumber));
    if (head) return h("h3", inline(head[1], byNumber));
    const nodes = inline(block, byNumber);
    return h(nodes.length === 1 && nodes[0].tagName === "EM" ? "p.or-aside" : "p", nodes); // what the bot says about its answer
  }
  function inline(text, byNumber) {
    const nodes = [];
    const token = /\\([\\`*_{}[\]<>()#+\-.!|~>])|\*\*(.+?)\*\*|\*([^*\s][^*]*?)\*|\[(\d+)\]/gs;
    let at = 0, found;
    const push = (value) => value && nodes.push(value);
    while ((found = token.exec(text))) {
      push(text.slice(at, found.index));
      const [whole, escaped, strong, em, n] = found;
      if (escaped !== undefined) push(escaped);
      else if (strong !== undefined) push(h("strong", inline(strong, byNumber)));
      else if (em !== undefined) push(h("em", inline(em, byNumber)));
      else if (byNumber.has(+n)) push(cite(byNumber.get(+n), `[${n}]`));
      else push(whole);
      at = token.lastIndex;
    }
    push(text.slice(at));
    return nodes;
  }
  function plain(answer) {
    const notes = answer.citations.map((c) => `[${c.n}] “${c.text}” (${OnRecord.where(c)}; ${c.ref || c.article} ${c.start}–${c.end})`);
    return answer.answer.replace(/\\([\\`*_{}[\]<>()#+\-.!|~>])/g, "$1") + "\n\n" + notes.join("\n");
  }

  // --- what stands under an answer -------------------------------------------------------------------------------
  function drawRefusal(turn) {
    const { answer } = turn;
    show(turn.parts.text, h("div.or-refusal", h("strong", t("refused")), answer.reason && h("p", answer.reason)));
  }
  const passages = (list) => h("ol.or-passages", list.map((c) => h("li", cite(c, h("q", { lang: c.lang || "" }, short(c.text)), "or-passage"), h("small", OnRecord.where(c)))));
  const short = (text) => (text.length > 320 ? text.slice(0, 320).replace(/\s\S*$/, "") + " …" : text);
  function drawRest(turn, rest) {
    const { answer } = turn;
    const used = !answer.abstained && answer.citations.length > 0;
    show(rest,
      answer.abstained && !answer.timeline && answer.nearest.length > 0 && h("section.or-nearest", h("h3", t("nearest")), passages(answer.nearest)),
      answer.timeline && h("section.or-inset", OnRecord.timelineList(answer.timeline, 24),
        h("button.or-quiet", { type: "button", onclick: () => { OnRecord.emit("topic", answer.timeline.topic || ""); OnRecord.tab("timeline"); } }, t("open_tab"))),
      used && h("button.or-quiet.or-copy", { type: "button", onclick: (event) => OnRecord.copy(plain(answer), event.target) }, t("copy_answer")),
      answer.intent !== "meta" && watching.button(turn.question),
      used && h("details.or-why", h("summary", t("why_sentence")), h("ul", answer.sentences.map((one) => h("li", h("span.or-badge", { class: "is-" + one.support }, t("support_" + one.support)), " ", one.text, " ", h("small", one.why))))),
      turn.unsaved && h("p.or-note.or-mended", t("unsaved"), " ", turn.unsaved),
      answer.unused.length > 0 && h("details.or-unused", h("summary", t("unused", { n: answer.unused.length })), passages(answer.unused)),
      turn === turns[turns.length - 1] && follow(answer));
  }
  function follow(answer) {
    const topic = (answer.query || {}).topic || "";
    const sources = [...new Set(answer.citations.map((c) => c.source_canonical).filter(Boolean))].slice(0, 2);
    const asks = sources.map((name) => t("follow_source", { name }));
    return h("div.or-follow", asks.map((text) => h("button.or-suggest", { type: "button", onclick: () => ask(text) }, text)),
      !answer.abstained && answer.intent !== "timeline" && topic && h("button.or-suggest", { type: "button", onclick: () => { OnRecord.emit("topic", topic); OnRecord.tab("timeline"); } }, t("follow_timeline")));
  }

  // --- before the first question ---------------------------------------------------------------------------------
  async function begin() {
    start = await OnRecord.load(log, () => call(server, "start", {}), begin);
    if (start && !turns.length) drawStart();
    drawFoot();
  }
  function drawStart() {
    if (!start.articles) return show(log, h("section.or-start", h("h2", t("empty_title")), h("p", t("empty_text")),
      h("div.or-actions", start.samples && h("button.or-button.or-main", { type: "button", onclick: samples }, t("empty_home_samples")),
        h("button.or-button", { type: "button", onclick: () => OnRecord.tab("library") }, t("empty_add")))));
    const asks = [...start.sources.slice(0, 3).map((name) => t("try_said", { name })), start.warned && t("try_warned"), t("try_timeline")].filter(Boolean);
    return show(log, h("section.or-start", h("h2", t("chat_start")), h("p", t("chat_start_text")),
      h("p.or-meta", [count("articles", start.articles), count("claims", start.claims), count("events", start.events)].join(" · ")),
      h("h3", t("chat_try")), h("ul", asks.map((text) => h("li", h("button.or-suggest", { type: "button", onclick: () => ask(text) }, text))))));
  }
  /** The library reads the samples, because it shows how far it is; then one is back here. */
  function samples() {
    OnRecord.wanted = { samples: true };
    OnRecord.tab("library");
    OnRecord.emit("wanted");
  }

  // --- the box one types in --------------------------------------------------------------------------------------
  function drawFoot() {
    const typed = box ? box.value : "", writing = box && document.activeElement === box && [box.selectionStart, box.selectionEnd];
    box = h("textarea", { rows: 1, value: typed, placeholder: t("ask_hint"), "aria-label": t("ask_label"), maxLength: 2000,
      onkeydown: (event) => { if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); } },
      oninput: () => { box.style.height = "auto"; box.style.height = Math.min(box.scrollHeight, 180) + "px"; } });
    const on = Object.values(narrowed).some((value) => value && value.length);
    show(foot,
      narrowing && start && narrowBar(),
      h("form.or-box", { onsubmit: (event) => { event.preventDefault(); send(); } }, box,
        busy ? h("button.or-button", { type: "button", onclick: stop }, t("ask_stop")) : h("button.or-button.or-main", { type: "submit" }, t("ask_send"))),
      h("div.or-under", h("button.or-quiet", { type: "button", "aria-expanded": String(narrowing), onclick: () => { narrowing = !narrowing; drawFoot(); } }, t(on ? "ask_filters_on" : "ask_filters")),
        h("button.or-quiet", { type: "button", onclick: saved }, t("chat_saved")),
        h("button.or-quiet", { type: "button", onclick: () => { viewing = "watches"; watching.show(log); }, class: watching.news() ? "has-news" : "" }, watching.news() ? t("watch_news", { n: watching.news() }) : t("watch_title")),
        turns.length > 0 && h("button.or-quiet", { type: "button", onclick: fresh }, t("chat_new"))));
    if (writing) { box.focus({ preventScroll: true }); box.setSelectionRange(...writing); }
  }
  function send() { const text = box.value; if (busy || !text.trim()) return; box.value = ""; box.style.height = "auto"; ask(text); }
  function narrowBar() {
    const change = (key) => (value) => { narrowed = { ...narrowed, [key]: value || null }; };
    const pair = (key) => { const days = [...(narrowed[key] || [null, null])]; return [days, () => { narrowed = { ...narrowed, [key]: days.some(Boolean) ? days : null }; }]; };
    const forces = Object.keys(OnRecord.words.en).filter((key) => key.startsWith("force_")).map((key) => [key.slice(6), t(key)]);
    return h("div.or-filters",
      OnRecord.field(t("filter_source"), start.names.map((name) => [name, name]), (narrowed.sources || [])[0], (value) => change("sources")(value && [value])),
      OnRecord.field(t("filter_force"), forces, (narrowed.forces || [])[0], (value) => change("forces")(value && [value])),
      OnRecord.field(t("filter_outlet"), start.outlets.map((name) => [name, name]), narrowed.outlet, change("outlet")),
      OnRecord.period(t("filter_said"), ...pair("said")), OnRecord.period(t("filter_published"), ...pair("published")),
      h("button.or-quiet", { type: "button", onclick: () => { narrowed = {}; drawFoot(); } }, t("filter_clear")));
  }

  // --- conversations ---------------------------------------------------------------------------------------------
  function fresh() { viewing = null; turns = []; conversation = null; OnRecord.remember("chat", ""); begin(); box.focus(); }
  const leave = () => { viewing = null; if (turns.length) redraw(); else begin(); };
  async function saved() {
    viewing = "saved";
    const told = await call(server, "conversations", {}).catch((error) => ({ conversations: [], error: error.message }));
    const list = h("div.or-saved", h("h2", t("chat_saved")), told.error && h("p.or-error", told.error),
      told.conversations.length ? h("ul", told.conversations.map((one) => h("li", h("button.or-suggest", { type: "button", onclick: () => restore(one.conversation) }, one.title), h("small", one.at.slice(0, 16).replace("T", " ")),
        h("button.or-quiet", { type: "button", "aria-label": t("chat_delete"), onclick: async () => { await call(server, "forget", { conversation: one.conversation }); if (one.conversation === conversation) fresh(); saved(); } }, "×"))))
        : h("p", t("chat_none_saved")), h("button.or-quiet", { type: "button", onclick: leave }, t("close")));
    if (viewing === "saved") show(log, list);
  }
  async function restore(id) {
    const told = await call(server, "conversation", { conversation: id }).catch(() => null);
    if (!told || !told.turns.length) { OnRecord.remember("chat", ""); return begin(); }
    viewing = null; conversation = id; OnRecord.remember("chat", id);
    turns = told.turns.map((one) => ({ id: turnId(), question: one.question, answer: one.answer, state: "done" }));
    redraw();
    start = start || await call(server, "start", {}).catch(() => null);
    drawFoot();
  }
  function redraw() {
    show(log);
    for (const turn of turns) { turn.parts = null; turn.node = h("article.or-turn"); log.append(turn.node); draw(turn); }
    const last = turns[turns.length - 1];
    if (last) last.node.scrollIntoView({ block: "start" });
  }

  const watching = OnRecord.watching({ server, ask, leave, changed: () => { drawFoot(); if (viewing === "watches") watching.show(log); } });
  on("language", () => { if (viewing === "watches") watching.show(log); else if (turns.length) redraw(); else if (start) drawStart(); drawFoot(); });
  on("dossier", fresh);
  on("articles", async () => { start = await call(server, "start", {}).catch(() => start); if (!turns.length && start && !viewing) drawStart(); });
  on("ask", (text) => { OnRecord.tab("chat"); ask(text); });
  drawFoot();
  if (OnRecord.remembered("chat")) restore(OnRecord.remembered("chat")); else begin();
};
