// The ledger of claims: who said what, by source, by thread or as a table.
OnRecord.panes.claims = (element, { server }) => {
  const { h, show, t, state, on, call, cite, when } = OnRecord;
  const root = element.querySelector(".or-claims");
  const { fold, bar } = OnRecord.filters(), told = h("div");
  show(root, fold, told);
  const PAGE = 60;
  const empty = () => ({ text: "", source: "", force: "", hedge: "", outlet: "", said: [null, null] });
  let asked = empty(), data = null, by = "source", shown = PAGE;

  async function refresh() {
    const fresh = await OnRecord.load(told, () => call(server, "claims", asked), refresh);
    if (!fresh) return;
    data = fresh; shown = PAGE;
    drawBar(); draw();
  }
  function drawBar() {
    if (bar.contains(document.activeElement) && document.activeElement.matches("input[type=text]")) return;
    const again = (key) => (value) => { asked[key] = value; refresh(); };
    const from = (start) => Object.keys(OnRecord.words.en).filter((key) => key.startsWith(start)).map((key) => [key.slice(start.length), t(key)]);
    const facets = data.facets;
    show(bar, OnRecord.field(t("filter_text"), "text", asked.text, again("text"), t("filter_text_hint")),
      OnRecord.field(t("filter_source"), facets.names.map((name) => [name, name]), asked.source, again("source")),
      OnRecord.field(t("filter_force"), from("force_").filter(([key]) => facets.forces.includes(key)), asked.force, again("force")),
      OnRecord.field(t("filter_hedge"), from("hedge_"), asked.hedge, again("hedge")),
      OnRecord.field(t("filter_outlet"), facets.outlets.map((name) => [name, name]), asked.outlet, again("outlet")),
      OnRecord.period(t("filter_said"), asked.said, refresh),
      h("div.or-lanes", { role: "group" }, ["source", "thread", "table"].map((key) => h("button.or-lane", { type: "button", "aria-pressed": String(by === key), onclick: () => { by = key; shown = PAGE; drawBar(); draw(); } }, t(key === "table" ? "claims_table" : "claims_by_" + key)))),
      h("button.or-quiet", { type: "button", onclick: () => { asked = empty(); refresh(); } }, t("filter_clear")), exportsMenu());
  }
  function exportsMenu() {
    const menu = h("details.or-export", h("summary", t("export")), h("div", ["csv", "json", "md"].map((form) => h("button.or-quiet", { type: "button", onclick: async () => {
      menu.open = false;
      const file = await call(server, "export_claims", { ...asked, form }).catch((error) => alert(error.message));
      if (file) OnRecord.download(file.name, file.text, file.type);
    } }, form.toUpperCase()))));
    return menu;
  }
  const nobody = (title, text) => h("section.or-start", h("h2", t(title)), h("p", t(text)));
  function draw() {
    if (!data.claims.length) return show(told, nobody("claims_empty", "claims_empty_text"));
    const rest = data.claims.length - shown;
    return show(told, { source: bySource, thread: byThread, table }[by](),
      by !== "thread" && rest > 0 && h("button.or-button", { type: "button", onclick: () => { shown += PAGE * 4; draw(); } }, t("more", { n: rest })));
  }
  const who = (claim) => claim.source_canonical || claim.source || t("no_source");
  function bySource() {
    const groups = new Map();
    for (const claim of data.claims.slice(0, shown)) groups.set(who(claim), [...(groups.get(who(claim)) || []), claim]);
    const sorted = [...groups].sort((a, b) => b[1].length - a[1].length);
    return sorted.map(([name, claims]) => h("section.or-speaker", speaker(name, claims), claims.map((claim) => card(claim))));
  }
  function speaker(name, claims) {
    const role = claims.find((one) => one.role), mended = data.mended[name];
    const head = h("header", h("h3", name), h("small", OnRecord.count("claims", claims.length)), role && h("p.or-note", role.role),
      mended && h("p.or-note.or-mended", t("mended", { names: mended.join(", ") }), " ", h("button.or-quiet", { type: "button", onclick: () => change("split", { name }) }, t("mend_undo"))),
      claims[0].source_canonical && h("button.or-quiet", { type: "button", onclick: (event) => { event.target.remove(); head.append(mendForm(name)); head.querySelector("input").focus(); } }, t("mend")));
    return head;
  }
  /** A name put right by hand: another known name merges the two, a new one renames it. */
  function mendForm(name) {
    const into = h("input", { type: "text", list: "or-known-names", required: true, value: "", placeholder: t("mend_hint"), "aria-label": t("mend_hint") });
    return h("form.or-mend", { onsubmit: (event) => { event.preventDefault(); change("mend", { name, into: into.value.trim() }, event.target); } }, into,
      h("datalist", { id: "or-known-names" }, data.facets.names.filter((one) => one !== name).map((one) => h("option", { value: one }))),
      h("button.or-button", { type: "submit" }, t("save")), h("button.or-quiet", { type: "button", onclick: draw }, t("cancel")));
  }
  async function change(act, asked, form) {
    try { await call(server, act, asked); OnRecord.emit("articles"); }
    catch (error) { (form || told).append(h("p.or-error", { role: "alert" }, error.message)); }
  }
  function card(claim, named, marked) {
    const c = claim.citations[0] || {};
    return h("article.or-claim", { id: "claim-" + claim.claim },
      h("p.or-claim-head", named && h("strong", who(claim), " "), h("span.or-force", t("force_" + claim.force)), claim.polarity === "negative" && h("span.or-negative", t("negated")),
        " ", h("span.or-when", when(claim, "said") || t("undated")), (claim.mended || []).length > 0 && h("span.or-badge.is-edition", t("by_hand"))),
      h("p.or-content", cite({ ...c, claim: claim.claim }, h("q", { lang: c.lang || "" }, marked || claim.content), "or-passage")),
      h("p.or-marks", [claim.hedge !== "asserted" && t("hedge_" + claim.hedge), claim.channel.length > 0 && t("via", { channel: claim.channel.join(", ") }), OnRecord.where(c)].filter(Boolean).join(" · ")));
  }
  /** The words of `one` that `other` does not have, marked: how a position changed. Two languages differ everywhere. */
  function differing(a, b) {
    const one = a.content, other = b.content;
    const known = new Set(other.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []);
    const own = one.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
    if (a.lang !== b.lang || own.filter((word) => known.has(word)).length * 3 < own.length) return one;
    return one.split(/([\p{L}\p{N}]+)/u).map((piece) => (/[\p{L}\p{N}]/u.test(piece) && !known.has(piece.toLowerCase()) ? h("b.or-differs", piece) : piece));
  }
  function byThread() {
    const threads = data.threads || [];
    const known = new Map(data.claims.map((claim) => [claim.claim, claim]));
    const whole = threads.filter((thread) => thread.claims.filter((id) => known.has(id)).length > 1);
    if (!whole.length) return nobody("threads_empty", "threads_empty_text");
    return whole.map((thread) => h("section.or-thread", h("header", h("h3", thread.proposition), h("small", t("thread_of", { n: thread.claims.length }))),
      thread.links.filter((link) => known.has(link.a) && known.has(link.b)).map((link) => {
        const [a, b] = [known.get(link.a), known.get(link.b)];
        return h("div.or-pair", { class: "is-" + link.kind }, card(b, true, differing(b, a)), h("div.or-link", h("strong", t("link_" + link.kind)), h("small", link.why)), card(a, true, differing(a, b)));
      })));
  }
  function table() {
    const column = (key) => h("th", { scope: "col" }, t(key));
    return h("div.or-wide", { tabIndex: 0, role: "region", "aria-label": t("tab_claims") }, h("table.or-table", h("thead", h("tr", ["col_said", "col_source", "col_force", "col_content", "col_article"].map(column))),
      h("tbody", data.claims.slice(0, shown).map((claim) => { const c = claim.citations[0] || {}; return h("tr", h("td", when(claim, "said")), h("td", who(claim)), h("td", t("force_" + claim.force)),
        h("td", cite({ ...c, claim: claim.claim }, h("q", claim.content), "or-passage")), h("td", h("small", OnRecord.where(c)))); }))));
  }
  on("language", () => { if (data) { drawBar(); draw(); } });
  on("dossier", () => { asked = empty(); refresh(); });
  on("articles", refresh);
  refresh();
};
