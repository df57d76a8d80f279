// The article beside whatever is read: its text as kept, scrolled to the words a citation stands on, and the claim card.
OnRecord.panes.panel = (element, { server }) => {
  const { h, show, t, on, call, when, units } = OnRecord;
  const narrow = matchMedia("(max-width: 900px)");
  const root = element.querySelector(".or-panel");
  let article = null, cited = null, from = null, found = false;

  on("cite", async (asked) => {
    cited = asked.citation; from = asked.from || from;
    document.body.classList.add("or-open");
    const mine = cited, same = article && article.article === mine.article && (!mine.edition || article.edition === mine.edition);
    if (same) draw(); else article = null;
    if (same && article.whole) return void (asked.from && enter());
    const told = await (same ? read().catch(() => article) : OnRecord.load(root, read));
    if (cited !== mine) return; // another passage was asked for meanwhile
    article = told;
    if (article) draw(same ? scrolled() : null); else root.prepend(bar());
    if (asked.from) enter();
  });
  /** Who came by a key goes on by keys: the article can be scrolled at once, Escape leads back. */
  const enter = () => root.querySelector(".or-scroll")?.focus({ preventScroll: true });
  /** The article with what was found at the cited words, or with everything, where that is to be marked. */
  const read = () => call(server, "article", { article: cited.article, edition: cited.edition || null, start: cited.start, end: cited.end, whole: found });
  const scrolled = () => root.querySelector(".or-scroll").scrollTop;
  on("articles", () => { if (!document.body.classList.contains("or-open")) article = null; });
  on("language", () => article && draw());
  on("dossier", close);
  document.addEventListener("click", (event) => { if (narrow.matches && event.target.closest?.("#or-tabs [role=tab]")) close(); }, true); // there the article lies over the tab's page
  addEventListener("keydown", (event) => { if (event.key === "Escape" && document.body.classList.contains("or-open")) close(); });

  function close() {
    document.body.classList.remove("or-open");
    if (location.hash.startsWith("#cite=")) history.replaceState(null, "", location.pathname + location.search);
    if (from && from.isConnected) from.focus();
    from = null;
  }
  const bar = () => h("div.or-panel-bar", h("span", h("span.or-panel-outlet", article ? article.outlet || t("no_outlet") : t("panel")), article && ` · ${article.title || t("no_title")}`),
    h("button.or-quiet", { type: "button", onclick: close }, t("close")));

  function draw(down = null) {
    const quote = slice(cited.start, cited.end);
    const state = badge(quote);
    show(root, bar(),
      h("div.or-scroll", { tabIndex: 0, role: "region", "aria-label": t("panel") },
        h("header", h("h2", article.title || t("no_title")), h("p.or-meta", meta())),
        cited.end > cited.start && card(state), tools(), mends(), OnRecord.marked(article, cited, found, pick)));
    const mark = root.querySelector("mark");
    const scroll = root.querySelector(".or-scroll");
    if (down !== null) return void (scroll.scrollTop = down);
    down = mark ? mark.getBoundingClientRect().top - scroll.getBoundingClientRect().top : 0;
    if (down > scroll.clientHeight * 0.7) scroll.scrollTop = down - scroll.clientHeight * 0.4;
  }
  const slice = (start, end) => { const at = units(article.text); return article.text.slice(at(start), at(end)); };
  const meta = () => [article.author && t("author", { name: article.author }), when(article, "published") || t("no_date"),
    OnRecord.words[OnRecord.state.lang]["lang_" + article.lang] || article.lang].filter(Boolean).join(" · ");
  function badge(quote) {
    if (cited.text === undefined) return "";
    if (cited.text !== quote) return "unverified";
    return article.current === false ? "edition" : "verified";
  }

  // --- the card: what was read at the cited words, each part of it open to correction ----------------------------------
  const overlaps = ([start, end]) => Math.max(start, cited.start) < Math.min(end, cited.end);
  function card(state) {
    const read = article.current !== false;
    const claim = cited.pick ? cited.pick.claim : (article.claims || []).find((one) => one.claim === cited.claim) || (article.claims || []).find((one) => one.spans.content.some(overlaps));
    const told = claim || cited;
    const event = read && (cited.pick ? cited.pick.event : !claim && (article.events || []).find((one) => overlaps([one.start, one.end])));
    const spoken = told.force && !(cited.pick && !claim);
    return h("section.or-card", { class: "is-" + state },
      state && h("span.or-badge", { title: t(`badge_${state}_why`), class: "is-" + state }, t("badge_" + state)),
      spoken && h("p.or-who", h("strong", told.source_canonical || told.source || t("no_source")), " ", t("force_" + told.force),
        (told.mended || []).includes("source") && byHand(), read && claim && mendable("source", { id: claim.claim }, claim.source_canonical || "")),
      h("dl", spoken && [
        row(t("field_role"), told.role), row(t("field_hedge"), told.hedge && told.hedge !== "asserted" && t("hedge_" + told.hedge)),
        row(t("field_channel"), (told.channel || []).join(", ")),
        row(t("field_said"), [when(told, "said") || (read && claim && t("undated")), claim && claim.dated_by_hand && byHand(), read && claim && mendable("said", { id: claim.claim }, claim.said), claim && dayTold(claim.date_proof)]),
        row(t("field_doubt"), (told.doubt || []).join(", ")), row(t("field_mode"), told.mode && t("mode_" + told.mode))],
      event && row(t("field_happened"), [when(event, "when") || t("undated"), ` (${t("status_" + event.status)})`, event.dated_by_hand && byHand(), mendable("when", { id: event.event }, event.when)]),
      cited.pick?.date && row(t("field_date"), [cited.pick.date.words[OnRecord.state.lang], mendable("date", { start: cited.pick.date.start }, "")]),
      cited.pick?.name && row(t("field_name"), [cited.pick.name, mendable("name", { name: cited.pick.name }, cited.pick.name)])),
      state && state !== "verified" && h("p.or-note", t(`badge_${state}_why`)));
  }
  const row = (label, value) => [value].flat().some(Boolean) && [h("dt", label), h("dd", value)];
  /** The passage of another article by which the day of this one is known. */
  const dayTold = (proof) => proof && proof.narrowed_by && h("p.or-note", t("narrowed_by"), " ", OnRecord.cite(proof.narrowed_by, proof.narrowed_by.text, "or-passage"), h("small", OnRecord.where(proof.narrowed_by)));
  const byHand = () => h("span.or-badge.is-edition", t("by_hand"));
  /** A button that turns into a form: who says it, or which day it is. A name is corrected in the whole dossier. */
  function mendable(kind, target, value) {
    const place = h("span.or-mendable"), day = !["source", "name"].includes(kind);
    const closed = () => show(place, h("button.or-quiet", { type: "button", "aria-label": t("correct_" + kind), onclick: opened }, t("correct")));
    function opened() {
      const input = h("input", { type: "text", value: value || "", "aria-label": t("correct_" + kind), placeholder: day ? t("library_published_hint") : t("mend_hint"), list: day ? null : "or-known-here" });
      const form = h("form.or-mend", { onsubmit: (event) => { event.preventDefault(); correct(kind, target, input.value.trim(), form); } }, input,
        !day && h("datalist", { id: "or-known-here" }, (article.known || []).map((one) => h("option", { value: one }))),
        h("button.or-button", { type: "submit" }, t("save")), h("button.or-quiet", { type: "button", onclick: closed }, t("cancel")), h("small.or-note", t("correct_why_" + kind)));
      show(place, form);
      input.focus(); input.select();
    }
    closed();
    return place;
  }
  async function correct(kind, target, value, form) {
    form.querySelectorAll(".or-error").forEach((one) => one.remove());
    try {
      if (kind === "name") await call(server, "mend", { name: target.name, into: value });
      else await call(server, "correct", { article: article.article, kind, value, ...target });
      await changed();
    } catch (error) { form.append(h("p.or-error", { role: "alert" }, error.message)); }
  }
  async function changed() {
    const fresh = await read();
    const [claim, event, date] = [cited.pick?.claim, cited.pick?.event, cited.pick?.date];
    if (claim) cited.pick.claim = fresh.claims.find((one) => one.claim === claim.claim);
    if (event) cited.pick.event = fresh.events.find((one) => one.event === event.event);
    if (date) cited.pick.date.words = ((fresh.dates || []).find(([start]) => start === date.start) || [0, 0, date.words])[2];
    article = fresh;
    draw(scrolled());
    OnRecord.emit("articles");
  }
  /** What was corrected in this article, each to be taken back. */
  function mends() {
    const list = article.mends || [];
    const item = (one) => h("li", h("strong", t("mended_" + one.kind)), " ", one.was || t("mended_nothing"), " → ", one.value || t("mended_nothing"),
      one.quote && h("small", one.quote.length > 120 ? one.quote.slice(0, 120) + " …" : one.quote), !one.field && one.start === null && h("small.or-mended", t("mended_waits")),
      h("button.or-quiet", { type: "button", "aria-label": `${t("mend_undo")}: ${one.value}`, onclick: async (event) => {
        try { await call(server, "take_back", { n: one.n }); await changed(); } catch (error) { event.target.after(h("p.or-error", { role: "alert" }, error.message)); }
      } }, t("mend_undo")));
    return list.length > 0 && h("details.or-mends", { open: list.length < 4 }, h("summary", t("mends", { n: list.length })), h("ul", list.map(item)));
  }
  function pick(what, start, end) {
    cited = { article: article.article, edition: article.edition, start, end, text: slice(start, end), claim: what.claim?.claim, pick: what };
    draw(scrolled());
    root.querySelector(".or-card button")?.focus({ preventScroll: true });
  }
  function tools() {
    const toggle = h("input", { type: "checkbox", checked: found, onchange: async () => {
      found = toggle.checked;
      try { if (found && !article.whole) article = await read(); draw(); }
      catch (error) { found = toggle.checked = false; toggle.parentNode.after(h("p.or-error", { role: "alert" }, error.message)); }
    } });
    return h("div.or-tools", h("label", toggle, " ", t("show_found")),
      cited.end > cited.start && h("button.or-quiet", { type: "button", onclick: (event) =>
        OnRecord.copy(`“${slice(cited.start, cited.end)}” (${OnRecord.where({ ...article })} [${cited.start}–${cited.end}])`, event.target) }, t("cite_copy")),
      /^https?:/.test(article.url || "") && h("a.or-quiet", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, t("original")),
      found && h("p.or-legend", ["source", "cue", "claim", "name", "date", "event", "noise"].map((kind) => h("span", { class: "or-m-" + kind }, t("legend_" + kind)))));
  }

  const linked = OnRecord.parse(location.hash);
  const told = JSON.parse(OnRecord.remembered("cite") || "null");
  if (linked) OnRecord.open(told && OnRecord.link(told) === location.hash ? told : linked);
};
