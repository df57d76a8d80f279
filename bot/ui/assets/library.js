// The articles of the dossier: add by file, folder, paste or address, with progress; read, find, remove.
OnRecord.panes.library = (element, { server, trigger, props, watch, upload }) => {
  const { h, show, t, state, on, call, when, count } = OnRecord;
  const root = element.querySelector(".or-library");
  const intake = h("div.or-intake"), progress = h("div.or-progress", { role: "status", "aria-live": "polite" }), told = h("div");
  show(root, intake, progress, told);
  let data = null, find = "", month = null, job = null, editing = null;

  async function refresh() {
    const fresh = await OnRecord.load(told, () => call(server, "articles", {}), refresh);
    if (fresh) { data = fresh; draw(); }
  }

  // --- adding ----------------------------------------------------------------------------------------------------
  function drawIntake() {
    const files = h("input", { type: "file", multiple: true, hidden: true, accept: ".txt,.md,.html,.htm,.pdf,.docx,.jsonl", onchange: () => chosen(files) });
    const folder = h("input", { type: "file", multiple: true, hidden: true, webkitdirectory: true, onchange: () => chosen(folder) });
    const drop = h("section.or-drop", { ondragover: (event) => { event.preventDefault(); drop.classList.add("is-over"); }, ondragleave: () => drop.classList.remove("is-over"),
      ondrop: async (event) => { event.preventDefault(); drop.classList.remove("is-over"); send(await dropped(event.dataTransfer)); } },
    h("h2", t("library_drop")), h("p", t("library_drop_text")), files, folder,
    h("div.or-actions", h("button.or-button.or-main", { type: "button", onclick: () => files.click() }, t("library_choose")), h("button.or-button", { type: "button", onclick: () => folder.click() }, t("library_choose_folder"))));
    show(intake, drop, h("div.or-ways", pasteForm(), linkForm()));
  }
  function pasteForm() {
    const text = h("textarea", { rows: 4, required: true, placeholder: t("library_paste_hint"), "aria-label": t("library_paste") });
    const [title, outlet, published] = ["title", "outlet", "published"].map((key) => h("input", { type: "text", placeholder: t("library_" + key) + (key === "published" ? `: ${t("library_published_hint")}` : ""), "aria-label": t("library_" + key) }));
    return h("form.or-paste", { onsubmit: (event) => { event.preventDefault(); run({ text: text.value, title: title.value, outlet: outlet.value, published: published.value }, [text, title, outlet, published]); } },
      h("h3", t("library_paste")), text, h("div.or-three", title, outlet, published), h("button.or-button", { type: "submit" }, t("library_add")));
  }
  function linkForm() {
    const url = h("input", { type: "url", required: true, placeholder: t("library_link_hint"), "aria-label": t("library_link_hint") });
    return h("form.or-paste", { onsubmit: (event) => { event.preventDefault(); run({ url: url.value }, [url]); } }, h("h3", t("library_link")), h("div.or-line", url, h("button.or-button", { type: "submit" }, t("library_add"))));
  }
  /** All files of what was dropped, folders opened. */
  async function dropped(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    if (!entries.length) return [...transfer.files];
    const files = [];
    const walk = async (entry) => {
      if (entry.isFile) return files.push(await new Promise((done, fail) => entry.file(done, fail)));
      const reader = entry.createReader();
      for (let batch; (batch = await new Promise((done, fail) => reader.readEntries(done, fail))).length;) for (const one of batch) await walk(one);
    };
    for (const entry of entries) await walk(entry);
    return files;
  }
  /** What was chosen; the field is emptied, for a browser tells nothing of the same choice made twice. */
  function chosen(input) { const files = [...input.files]; input.value = ""; send(files); }
  async function send(files) {
    const wanted = files.filter((file) => /\.(txt|md|html?|pdf|docx|jsonl)$/i.test(file.name));
    if (!wanted.length || job) return;
    const uploaded = [];
    job = { done: 0 };
    for (const [i, file] of wanted.entries()) {
      if (!job) return;
      step(i, wanted.length, t("loading"));
      uploaded.push({ path: (await upload(file)).path, name: file.webkitRelativePath || file.name });
    }
    job = null;
    run({ files: uploaded });
  }
  /** The fields that were filled in are emptied when all of it was taken in, and not before. */
  function run(what, fields = []) {
    if (job) return;
    job = { id: String(Math.random()).slice(2), fields };
    step(0, 0, t("loading"));
    if (data && !data.articles.length) draw();
    trigger("bring", { job: job.id, dossier: state.dossier, ...what });
  }
  watch("value", () => {
    const now = props.value;
    if (!now || !job || now.job !== job.id) return;
    if (now.state === "running") return now.done ? step(now.done, now.total, left(now)) : step(0, 0, t("library_begin", now));
    const refused = Boolean(now.error) || (now.rejected || []).length > 0;
    if (!refused) for (const field of job.fields) field.value = "";
    job = null;
    const lines = (now.rejected || []).slice(0, 20).map((one) => h("li", h("strong", one.name || t("no_title")), " ", one.reason));
    show(progress, now.error ? h("p.or-error", { role: "alert" }, now.error) : h(refused ? "p.or-note" : "p.or-done", t("library_added", now.counts)), lines.length > 0 && h("ul.or-rejected", lines, now.rejected.length > 20 && h("li", t("and_more", { n: now.rejected.length - 20 }))));
    OnRecord.emit("articles");
    if (now.dossier && now.dossier !== state.dossier) { OnRecord.dossier(now.dossier); OnRecord.tab("chat"); }
  });
  const left = (now) => [t("library_progress", now), now.rate && t("library_progress_left", { rate: now.rate.toLocaleString(state.lang), left: now.left })].filter(Boolean).join(" · ");
  let strip = null;
  /** How far it is; the nodes stay while they are told more, so that the button can be pressed with a mouse. */
  function step(done, total, text) {
    if (!strip || !strip[0].isConnected) show(progress, strip = [h("progress"), h("span"), h("button.or-quiet", { type: "button", onclick: stop }, t("cancel"))]);
    strip[0].max = total || 1;
    if (total) strip[0].value = done; else strip[0].removeAttribute("value");
    strip[0].setAttribute("aria-label", text);
    strip[1].textContent = text;
  }
  function stop() { trigger("stop"); job = null; show(progress, h("p.or-note", t("library_stopped"))); OnRecord.emit("articles"); }

  // --- the list --------------------------------------------------------------------------------------------------
  function draw() {
    if (!data.articles.length && job) return show(told);
    if (!data.articles.length) return show(told, h("section.or-start", h("h2", t("library_empty")), h("p", t("empty_text")), data.samples && h("button.or-button", { type: "button", onclick: samples }, t("empty_home_samples"))));
    const needle = find.toLowerCase();
    const rows = data.articles.filter((one) => (!month || (one.published || "").startsWith(month)) && (!needle || `${one.title} ${one.outlet} ${one.published}`.toLowerCase().includes(needle)));
    const search = h("input", { type: "search", value: find, placeholder: t("library_find"), "aria-label": t("library_find"), oninput: OnRecord.later(() => { find = search.value; draw(); told.querySelector("input").focus(); }, 250) });
    return show(told, h("div.or-list-head", h("h2", count("articles", data.articles.length)), search), histogram(),
      h("div.or-wide", { tabIndex: 0, role: "region", "aria-label": t("tab_library") }, h("table.or-table", h("thead", h("tr", ["col_title", "col_outlet", "col_published", "col_lang", "col_claims"].map((key) => h("th", { scope: "col" }, t(key))), h("td"))),
        h("tbody", rows.slice(0, 400).map(row)))), rows.length > 400 && h("p.or-note", t("and_more", { n: rows.length - 400 })), facts());
  }
  const facts = () => h("details.or-facts", h("summary", t("facts")), h("dl", data.facts.map(([key, value]) => [h("dt", t("fact_" + key)), h("dd", key === "network" ? t("fact_network_none") : value || t("fact_none"))])));
  /** Title, outlet and date put right by hand; the article is read again with them. */
  function edited(one) {
    const fields = ["title", "outlet", "published"].map((key) => h("input", { type: "text", form: "or-edit", value: one[key] || "", placeholder: key === "published" ? t("library_published_hint") : "", "aria-label": t("library_" + key) }));
    const [title, outlet, published] = fields;
    const save = h("button.or-button", { type: "submit" }, t("save"));
    const form = h("form", { id: "or-edit", onsubmit: async (event) => {
      event.preventDefault();
      save.disabled = true;
      save.textContent = t("loading");
      try {
        await call(server, "edit", { article: one.article, title: title.value, outlet: outlet.value, published: published.value });
        editing = null; OnRecord.emit("articles");
      } catch (error) { form.append(h("p.or-error", { role: "alert" }, error.message)); save.disabled = false; save.textContent = t("save"); }
    } }, save, h("button.or-quiet", { type: "button", onclick: () => { editing = null; draw(); } }, t("cancel")));
    return h("tr.or-editing", fields.map((input) => h("td", input)), h("td", { colSpan: 3 }, form));
  }
  const row = (one) => one.article === editing ? edited(one) : h("tr", h("td", h("button.or-suggest", { type: "button", onclick: (event) => OnRecord.open({ article: one.article, start: 0, end: 0 }, event.target) }, one.title || one.name || t("no_title")), one.copies > 0 && h("small.or-note", ` ${count("copies", one.copies)}`)),
    h("td", one.outlet || h("span.or-unknown", t("no_outlet"))), h("td", when(one, "published") || h("span.or-unknown", t("no_date")), (one.mended || []).length > 0 && h("span.or-badge.is-edition", { title: one.mended.map((key) => t("mended_" + key)).join(", ") }, t("by_hand"))), h("td", OnRecord.words[state.lang]["lang_" + one.lang] || one.lang), h("td.or-number", one.claims),
    h("td.or-acts", h("button.or-quiet", { type: "button", "aria-label": `${t("library_edit")}: ${one.title || ""}`, onclick: () => { editing = one.article; draw(); told.querySelector(".or-editing input").focus(); } }, t("library_edit")),
      h("button.or-quiet", { type: "button", "aria-label": `${t("library_remove")}: ${one.title || ""}`, onclick: () => remove(one) }, t("library_remove"))));
  function histogram() {
    const months = new Map();
    for (const one of data.articles) if (/^\d{4}-\d\d/.test(one.published || "")) months.set(one.published.slice(0, 7), (months.get(one.published.slice(0, 7)) || 0) + 1);
    const keys = [...months.keys()].sort();
    if (keys.length < 2) return null;
    const all = between(keys[0], keys[keys.length - 1]).slice(-120), most = Math.max(...months.values());
    const name = (key) => OnRecord.day(key + "-15", { month: "long", year: "numeric" });
    return [h("div.or-histogram", { role: "group", "aria-label": t("library_histogram") }, all.map((key) => {
      const n = months.get(key) || 0, label = `${name(key)}: ${count("articles", n)}`;
      return h("button", { type: "button", title: label, "aria-label": label, disabled: !n, "aria-pressed": String(month === key), style: `--share:${n / most}`,
        onclick: () => { month = month === key ? null : key; draw(); } });
    })), h("div.or-months", h("span", name(all[0])), month && h("strong", name(month)), h("span", name(all[all.length - 1])))];
  }
  function between(first, last) {
    const keys = [];
    for (const at = new Date(first + "-15T12:00:00Z"); at.toISOString().slice(0, 7) <= last; at.setUTCMonth(at.getUTCMonth() + 1)) keys.push(at.toISOString().slice(0, 7));
    return keys;
  }
  async function remove(one) {
    if (!confirm(t("library_remove_sure", { title: one.title || t("no_title") }))) return;
    try { await call(server, "remove", { article: one.article }); show(progress, h("p.or-done", t("library_removed", { title: one.title || t("no_title") }))); OnRecord.emit("articles"); }
    catch (error) { show(progress, h("p.or-error", { role: "alert" }, error.message)); }
  }
  const samples = () => { OnRecord.wanted = { samples: true }; wanted(); };
  /** What another pane asked for while this one was not there yet. */
  function wanted() {
    const what = OnRecord.wanted;
    OnRecord.wanted = null;
    if (what) run(what);
  }

  on("wanted", wanted);
  on("articles", refresh);
  on("dossier", refresh);
  on("language", () => { drawIntake(); if (data) draw(); });
  drawIntake();
  refresh();
  wanted();
};
