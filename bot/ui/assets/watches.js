// Questions to keep an eye on: added under an answer or by hand; what is new, changed or denied since they were last seen.
OnRecord.watching = ({ server, ask, leave, changed }) => {
  const { h, show, t, on, call, cite, when, count } = OnRecord;
  let watched = [], failed = null;

  async function refresh() {
    try { watched = (await call(server, "watches", {})).watches; failed = null; }
    catch (error) { failed = error.message; }
    changed();
  }
  async function act(name, asked) {
    try { await call(server, name, asked); failed = null; }
    catch (error) { failed = error.message; return changed(); }
    return refresh();
  }
  const known = (question) => watched.find((one) => one.question === question);

  /** Under an answer: watch its question, or say that it is watched. */
  function button(question) {
    const node = h("button.or-quiet", { type: "button", disabled: !!known(question), onclick: async () => { node.disabled = true; await act("watch", { question }); node.textContent = failed || t("watch_on"); } },
      t(known(question) ? "watch_on" : "watch_add"));
    return node;
  }
  function view(log) {
    const question = h("input", { type: "text", required: true, maxLength: 2000, placeholder: t("watch_hint"), "aria-label": t("watch_hint") });
    return show(log, h("div.or-saved.or-watching", h("h2", t("watch_title")), h("p.or-note", t("watch_text")),
      h("form.or-line", { onsubmit: (event) => { event.preventDefault(); act("watch", { question: question.value.trim() }); } }, question, h("button.or-button", { type: "submit" }, t("library_add"))),
      failed && h("p.or-error", { role: "alert" }, failed),
      watched.length > 0 && h("ul", watched.map(item)),
      h("button.or-quiet", { type: "button", onclick: leave }, t("close"))));
  }
  const item = (one) => h("li.or-watch", h("div", h("button.or-suggest", { type: "button", onclick: () => ask(one.question) }, one.question),
    h("small", { class: one.new.length ? "has-news" : "" }, one.new.length ? count("new", one.new.length) : t("watch_nothing")),
    one.new.length > 0 && h("button.or-quiet", { type: "button", onclick: () => act("seen", { n: one.n }) }, t("watch_seen")),
    h("button.or-quiet", { type: "button", "aria-label": `${t("watch_remove")}: ${one.question}`, onclick: () => act("unwatch", { n: one.n }) }, t("watch_remove"))),
  one.new.map(fresh));
  const who = (claim) => claim.source_canonical || claim.source || t("no_source");
  const words = (claim) => cite({ ...claim.citations[0], claim: claim.claim }, h("q", claim.content), "or-passage");
  /** One new claim, and what it does to what was known. */
  const fresh = (claim) => h("div.or-news", h("p.or-claim-head", h("strong", who(claim)), " ", h("span.or-force", t("force_" + claim.force)), " ", h("span.or-when", when(claim, "said"))),
    h("p.or-content", words(claim)), h("p.or-marks", OnRecord.where(claim.citations[0] || {})),
    claim.links.filter((link) => link.claim).map((link) => h("p.or-link-note", h("strong", t("link_" + link.kind)), " ", who(link.claim), ": ", words(link.claim), h("small", ` ${link.why}`))));

  on("articles", refresh);
  on("dossier", () => { watched = []; refresh(); });
  refresh();
  return { button, show: view, news: () => watched.reduce((n, one) => n + one.new.length, 0) };
};
