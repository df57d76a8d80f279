// The article beside whatever is read: its text as kept, scrolled to the words a citation stands on, and the claim card.
OnRecord.panes.panel = (element, { server }) => {
  const { h, show, t, on, call, when, units } = OnRecord;
  const root = element.querySelector(".or-panel");
  let article = null, cited = null, from = null, found = false;

  on("cite", async (asked) => {
    cited = asked.citation; from = asked.from || from;
    document.body.classList.add("or-open");
    if (article && article.article === cited.article && (!cited.edition || article.edition === cited.edition)) return draw();
    article = null;
    article = await OnRecord.load(root, () => call(server, "article", { article: cited.article, edition: cited.edition || null }));
    if (article) draw(); else root.prepend(bar());
  });
  on("language", () => article && draw());
  on("dossier", close);
  addEventListener("keydown", (event) => { if (event.key === "Escape" && document.body.classList.contains("or-open")) close(); });

  function close() {
    document.body.classList.remove("or-open");
    if (location.hash.startsWith("#cite=")) history.replaceState(null, "", location.pathname + location.search);
    if (from && from.isConnected) from.focus();
    from = null;
  }
  const bar = () => h("div.or-panel-bar", h("span", h("span.or-panel-outlet", article ? article.outlet || t("no_outlet") : t("panel")), article && ` · ${article.title || t("no_title")}`),
    h("button.or-quiet", { type: "button", onclick: close }, t("close")));

  function draw() {
    const quote = slice(cited.start, cited.end);
    const state = badge(quote);
    show(root, bar(),
      h("div.or-scroll", { tabIndex: 0, role: "region", "aria-label": t("panel") },
        h("header", h("h2", article.title || t("no_title")), h("p.or-meta", meta())),
        cited.end > cited.start && card(state), tools(), body()));
    const mark = root.querySelector("mark");
    const scroll = root.querySelector(".or-scroll");
    const down = mark ? mark.getBoundingClientRect().top - scroll.getBoundingClientRect().top : 0;
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

  function card(state) {
    const claim = (article.claims || []).find((one) => one.claim === cited.claim)
      || (article.claims || []).find((one) => one.spans.content.some(([start, end]) => Math.max(start, cited.start) < Math.min(end, cited.end)));
    const told = claim || cited;
    const row = (label, value) => value && [h("dt", label), h("dd", value)];
    return h("section.or-card", { class: "is-" + state },
      state && h("span.or-badge", { title: t(`badge_${state}_why`), class: "is-" + state }, t("badge_" + state)),
      told.force && h("p.or-who", h("strong", told.source_canonical || told.source || t("no_source")), " ", t("force_" + told.force)),
      told.force && h("dl",
        row(t("field_role"), told.role), row(t("field_hedge"), told.hedge && told.hedge !== "asserted" && t("hedge_" + told.hedge)),
        row(t("field_channel"), (told.channel || []).join(", ")), row(t("field_said"), when(told, "said")),
        row(t("field_doubt"), (told.doubt || []).join(", ")), row(t("field_mode"), told.mode && t("mode_" + told.mode))),
      state && state !== "verified" && h("p.or-note", t(`badge_${state}_why`)));
  }
  function tools() {
    const toggle = h("input", { type: "checkbox", checked: found, onchange: () => { found = toggle.checked; draw(); } });
    return h("div.or-tools", h("label", toggle, " ", t("show_found")),
      cited.end > cited.start && h("button.or-quiet", { type: "button", onclick: (event) =>
        OnRecord.copy(`“${slice(cited.start, cited.end)}” (${OnRecord.where({ ...article })} [${cited.start}–${cited.end}])`, event.target) }, t("cite_copy")),
      /^https?:/.test(article.url || "") && h("a.or-quiet", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, t("original")),
      found && h("p.or-legend", ["source", "cue", "claim", "name", "date", "event", "noise"].map((kind) => h("span", { class: "or-m-" + kind }, t("legend_" + kind)))));
  }

  /** The text as one run with line breaks kept, cut where anything begins or ends, so that a mark's text is exactly its span. */
  function body() {
    const layers = [...(article.noise || []).map(([start, end]) => [start, end, "or-m-noise"])];
    if (found) {
      for (const [start, end, name] of article.names || []) layers.push([start, end, "or-m-name", name]);
      for (const [start, end, words] of article.dates || []) layers.push([start, end, "or-m-date", words[OnRecord.state.lang]]);
      for (const event of article.events || []) layers.push([event.start, event.end, "or-m-event", t("status_" + event.status)]);
      for (const claim of article.claims || []) {
        const who = `${claim.source_canonical || claim.source || t("no_source")} ${t("force_" + claim.force)}`;
        for (const [start, end] of claim.spans.content) layers.push([start, end, "or-m-claim", who]);
        layers.push([...claim.spans.cue, "or-m-cue", who]);
        if (claim.spans.source) layers.push([...claim.spans.source, "or-m-source", who]);
      }
    }
    const at = units(article.text);
    const ends = new Set([0, article.text.length, at(cited.start), at(cited.end)]);
    const spans = layers.map(([start, end, ...rest]) => [at(start), at(end), ...rest]);
    for (const [start, end] of spans) ends.add(start).add(end);
    const cuts = [...ends].sort((a, b) => a - b);
    const starts = new Map();
    for (const span of spans) starts.set(span[0], [...(starts.get(span[0]) || []), span]);
    const run = h("div.or-text", { lang: article.lang });
    let live = [], mark = null;
    for (let i = 0; i + 1 < cuts.length; i++) {
      const [start, end] = [cuts[i], cuts[i + 1]];
      live = [...live, ...(starts.get(start) || [])].filter((span) => span[1] > start);
      const text = article.text.slice(start, end);
      const piece = live.length ? h("span", { class: live.map((span) => span[2]).join(" "), title: live.map((span) => span[3]).filter(Boolean).join("; ") }, text) : document.createTextNode(text);
      const inside = start >= at(cited.start) && end <= at(cited.end);
      if (inside && !mark) run.append(mark = h("mark.or-mark"));
      (inside ? mark : run).append(piece);
    }
    return run;
  }

  const linked = OnRecord.parse(location.hash);
  const told = JSON.parse(OnRecord.remembered("cite") || "null");
  if (linked) OnRecord.open(told && OnRecord.link(told) === location.hash ? told : linked);
};
