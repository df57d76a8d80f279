// An article's text with everything found in it marked: claims, who speaks, dates, names, events, noise; each can be picked.
OnRecord.marked = (article, cited, found, pick) => {
  const { h, t, state, units } = OnRecord;
  const at = units(article.text);

  /** What is marked: [start, end, class, title, what a press picks, is it reached by keyboard]. */
  function layers() {
    const made = (article.noise || []).map(([start, end]) => [start, end, "or-m-noise"]);
    if (!found) return made;
    for (const [start, end, name] of article.names || []) made.push([start, end, "or-m-name", name, { name }]);
    for (const event of article.events || []) made.push([event.start, event.end, "or-m-event", t("status_" + event.status), { event }]);
    for (const claim of article.claims || []) {
      const who = `${claim.source_canonical || claim.source || t("no_source")} ${t("force_" + claim.force)}`;
      for (const [start, end] of claim.spans.content) made.push([start, end, "or-m-claim", who, { claim }]);
      if (claim.spans.source) made.push([...claim.spans.source, "or-m-source", who, { claim }]);
      made.push([...claim.spans.cue, "or-m-cue", who, { claim }, true]);
    }
    for (const [start, end, words] of article.dates || []) made.push([start, end, "or-m-date", words[state.lang], { date: { start, words } }, true]);
    return made;
  }
  /** One piece of text under its marks; the last that can be picked is what a press means. */
  function piece(text, start, live) {
    if (!live.length) return document.createTextNode(text);
    const top = live.findLast((one) => one[4]);
    const title = live.map((one) => one[3]).filter(Boolean).join("; ");
    const node = h("span", { class: live.map((one) => one[2]).join(" "), title }, text);
    if (!top) return node;
    const act = () => pick({ ...top[4] }, top[6], top[7]);
    node.addEventListener("click", act);
    if (top[5] && top[0] === start) {
      Object.assign(node, { tabIndex: 0, role: "button" });
      node.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(); } });
    }
    return node;
  }

  // One run with line breaks kept, cut where anything begins or ends, so that a mark's text is exactly its span.
  const from = at(cited.start), to = at(cited.end);
  const spans = layers().map(([start, end, kind, title, what, key]) => [at(start), at(end), kind, title, what, key, start, end]);
  const starts = new Map(), ends = new Set([0, article.text.length, from, to]);
  for (const span of spans) { ends.add(span[0]).add(span[1]); starts.set(span[0], [...(starts.get(span[0]) || []), span]); }
  const cuts = [...ends].sort((a, b) => a - b), run = h("div.or-text", { lang: article.lang });
  let live = [], mark = null;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [start, end] = [cuts[i], cuts[i + 1]];
    live = [...live, ...(starts.get(start) || [])].filter((span) => span[1] > start);
    const inside = start >= from && end <= to;
    if (inside && !mark) run.append(mark = h("mark.or-mark"));
    (inside ? mark : run).append(piece(article.text.slice(start, end), start, live));
  }
  return run;
};
