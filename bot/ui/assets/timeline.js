// The timeline: drawn in lanes over a day axis, and told as a list. An uncertain day is drawn as uncertain.
(() => {
  const { h, s, show, t, state, on, call, cite, when } = OnRecord;
  const LANES = ["happened", "said", "planned"];
  const DAY = 86400000;
  const ms = (iso) => Date.parse(iso + "T00:00:00Z");

  /** The entries as a list, by day, with their proof. Used on the tab and inside an answer. */
  function list(told, limit) {
    const shown = limit ? told.entries.slice(0, limit) : told.entries;
    const dated = shown.filter((one) => one.lane !== "undated"), undated = shown.filter((one) => one.lane === "undated");
    const rows = [];
    const gaps = [...(told.gaps || [])];
    let year = null;
    for (const entry of dated) {
      const own = (entry.earliest || entry.latest || "").slice(0, 4);
      for (; gaps.length && entry.earliest && ms(gaps[0].to) <= ms(entry.earliest); gaps.shift()) rows.push(h("li.or-gap", gapWords(gaps[0])));
      if (own && own !== year) rows.push(h("li.or-year", (year = own)));
      rows.push(item(entry));
    }
    return h("div.or-timeline-list", h("ol", rows),
      undated.length > 0 && [h("h3", t("lane_undated")), h("ol", undated.map(item))],
      limit && told.entries.length > limit && h("p.or-note", t("and_more", { n: told.entries.length - limit })));
  }
  const gapWords = (gap) => t("timeline_gap", { n: gap.days.toLocaleString(state.lang) });
  /** What became of a plan, or that nothing is told of it. */
  function outcome({ kind, as_of, citations, ...told }) {
    const day = when(told, "when"), until = as_of && OnRecord.day(as_of, { day: "numeric", month: "long", year: "numeric" });
    return h("p.or-outcome", { class: "is-" + kind }, t(day ? `outcome_${kind}_day` : `outcome_${kind}`, { when: day, until }), " ", citations.map((c) => cite(c, "[↗]")));
  }
  function item(entry) {
    const doubt = ["set", "interval", "month", "week", "season", "year", "decade"].includes(entry.precision);
    const plain = entry.status === "happened" || entry.status === entry.lane;
    const marks = [t("lane_" + entry.lane), !plain && t("status_" + entry.status),
      entry.evidence && t("evidence_" + entry.evidence), doubt && t("precision_" + entry.precision),
      entry.sources > 1 && t("timeline_sources", { n: entry.sources }), entry.copies > 0 && OnRecord.count("copies", entry.copies)].filter(Boolean);
    const proof = entry.date_proof;
    const same = (c) => c.text.replace(/\s+/g, " ").trim() === entry.text.trim();
    const first = entry.citations.find(same) || null, others = entry.citations.filter((c) => c !== first);
    const node = h("li.or-entry", { class: `is-${entry.lane} is-${entry.status || ""}`, tabIndex: -1 },
      h("div.or-when", { class: doubt ? "is-doubt" : "" }, when(entry, "when") || t("undated"), entry.clock && ` ${entry.clock}`),
      h("div.or-what", h("p", first ? cite(first, entry.text, "or-passage") : entry.text), h("p.or-marks", marks.join(" · ")),
        first && h("p.or-meta", OnRecord.where(first)),
        others.map((c) => h("p.or-proof", cite(c, c.text, "or-passage"), h("small", OnRecord.where(c)))),
        entry.outcome && outcome(entry.outcome),
        proof && proof.rule === "by hand" && h("p.or-note", h("span.or-badge.is-edition", t("by_hand"))),
        proof && proof.words && h("p.or-note", t("timeline_proof", { words: proof.words }), proof.anchor && `, ${proof.anchor_words ? t("timeline_anchor", { anchor: when(proof, "anchor") }) : t("timeline_anchor_text")}`),
        proof && proof.narrowed_by && h("p.or-note", t("narrowed_by"), " ", cite(proof.narrowed_by, proof.narrowed_by.text, "or-passage"), h("small", OnRecord.where(proof.narrowed_by))),
        (entry.conflicts || []).map((other) => h("p.or-conflict", t("timeline_conflict", { when: when(other, "when") }), " ", other.citations.map((c) => cite(c, "[↗]"))))));
    entry.node = node;
    return node;
  }
  OnRecord.timelineList = list;

  /** Bounds of the drawing in milliseconds, a little wider than what is dated. */
  function bounds(entries) {
    const days = entries.flatMap((one) => [one.earliest, one.latest]).filter(Boolean).map(ms).sort((a, b) => a - b);
    if (!days.length) return null;
    const margin = Math.max(DAY * 1.5, (days[days.length - 1] - days[0]) * 0.04);
    return [days[0] - margin, days[days.length - 1] + DAY + margin];
  }
  /** The stretch that holds most entries: one far date must not flatten all the others into a line. */
  function core(entries) {
    const fine = (one) => one.earliest && one.latest && ms(one.latest) - ms(one.earliest) < 100 * DAY; // a whole year says little of where to look
    const dated = entries.filter(fine).sort((a, b) => ms(a.earliest) - ms(b.earliest));
    if (dated.length < 5) return null;
    const whole = ms(dated[dated.length - 1].earliest) - ms(dated[0].earliest);
    const runs = [[]];
    dated.forEach((one, i) => {
      if (i && ms(one.earliest) - ms(dated[i - 1].earliest) > Math.max(whole / 10, 30 * DAY)) runs.push([]);
      runs[runs.length - 1].push(one);
    });
    const most = runs.reduce((a, b) => (b.length > a.length ? b : a));
    const span = ms(most[most.length - 1].earliest) - ms(most[0].earliest);
    return runs.length > 1 && most.length >= dated.length * 0.75 && whole > span * 3 ? bounds(most) : null;
  }

  /** Each entry's row in its lane, so that none covers another; rows beyond `most` share the last. */
  function stack(entries, x, view, most = 8) {
    const ends = [];
    const placed = entries.flatMap((entry) => {
      const first = ms(entry.earliest || entry.latest), last = ms(entry.latest || entry.earliest) + DAY;
      if (last < view[0] || first > view[1]) return [];
      const [from, to] = [x(first), Math.max(x(last), x(first) + 9)];
      let row = ends.findIndex((end) => end + 3 < from);
      if (row < 0) row = Math.min(ends.length, most - 1);
      ends[row] = to;
      return [{ entry, from, to, row }];
    });
    return { placed, rows: Math.max(2, ends.length) };
  }
  function draw(entries, gaps, view, pick, width) {
    const x = (time) => ((time - view[0]) / (view[1] - view[0])) * width;
    const lanes = LANES.map((name) => ({ name, ...stack(entries.filter((one) => one.lane === name && (one.earliest || one.latest)), x, view) }));
    let y = 4;
    for (const lane of lanes) { lane.top = y; lane.height = lane.rows * 12 + 20; y += lane.height; }
    const height = y + 26;
    const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "or-drawing", role: "group", "aria-label": t("timeline_drawing") });
    let clear = 0; // where the next label can stand without touching the last one
    for (const [at, text, strong] of ticks(view)) {
      svg.append(s("line", { x1: x(at), x2: x(at), y1: 4, y2: y, class: strong ? "or-tick is-strong" : "or-tick" }));
      if (x(at) < clear || x(at) >= width - 56) continue;
      svg.append(s("text", { x: x(at) + 4, y: height - 8, class: "or-axis" }, text));
      clear = x(at) + 62;
    }
    for (const gap of gaps) {
      const [from, to] = [x(ms(gap.from) + DAY), x(ms(gap.to))];
      if (to < 0 || from > width) continue;
      svg.append(s("g", { class: "or-silence" }, s("title", {}, gapWords(gap)), s("rect", { x: Math.max(0, from), y: 4, width: Math.max(1, Math.min(to, width) - Math.max(0, from)), height: y - 4 }),
        Math.min(to, width) - Math.max(0, from) > 150 && s("text", { x: (Math.max(0, from) + Math.min(to, width)) / 2, y: y - 6, "text-anchor": "middle", class: "or-axis" }, gapWords(gap))));
    }
    for (const lane of lanes) {
      svg.append(s("line", { x1: 0, x2: width, y1: lane.top + lane.height, y2: lane.top + lane.height, class: "or-lane-line" }));
      for (const { entry, from, to, row } of lane.placed) svg.append(shape(entry, from, to, lane.top + 14 + row * 12, x, pick));
    }
    svg.lanes = lanes;
    return svg;
  }
  function shape(entry, from, to, y, x, pick) {
    const title = s("title", {}, `${when(entry, "when")}: ${entry.text}`);
    const days = entry.days || [];
    const exact = ["day", "time"].includes(entry.precision);
    const open = entry.earliest && entry.latest ? "" : " is-open";
    const shapes = exact ? [s("rect", { x: from, y: y - 4, width: Math.max(9, Math.min(to - from, 26)), height: 8, rx: 2 })]
      : [s("line", { x1: from, x2: to, y1: y, y2: y, class: "or-range" }), ...days.map((iso) => s("circle", { cx: x(ms(iso) + DAY / 2), cy: y, r: 3 }))];
    const mark = s("g", { class: `or-shape is-${entry.lane} is-${entry.status}${exact ? "" : " is-doubt"}${open}`, tabindex: 0, role: "button",
      "aria-label": `${when(entry, "when")}: ${entry.text}`, onclick: () => pick(entry),
      onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pick(entry); } } },
    title, s("rect", { x: from - 2, y: y - 5.5, width: to - from + 4, height: 11, class: "or-hit" }), ...others(entry, from, to, y, x), ...shapes);
    return mark;
  }
  /** Other dates that are given for the same, as hollow diamonds, and the new day of what was put off, as an arrow. */
  function others(entry, from, to, y, x) {
    const middle = (one) => x((ms(one.earliest || one.latest) + ms(one.latest || one.earliest) + DAY) / 2);
    const line = (at) => s("line", { x1: at < from ? from : to, x2: at, y1: y, y2: y });
    const shown = (entry.conflicts || []).filter((one) => one.earliest || one.latest).map((one) => { const at = middle(one);
      return s("g", { class: "or-other" }, s("title", {}, t("timeline_conflict", { when: when(one, "when") })), line(at), s("path", { d: `M${at - 5} ${y}l5 -5l5 5l-5 5z` })); });
    const moved = entry.outcome && entry.outcome.kind === "postponed" && (entry.outcome.earliest || entry.outcome.latest) && middle(entry.outcome);
    if (moved) shown.push(s("g", { class: "or-moved" }, line(moved), s("path", { d: moved > from ? `M${moved - 6} ${y - 4}l6 4l-6 4` : `M${moved + 6} ${y - 4}l-6 4l6 4` })));
    return shown;
  }
  function ticks([first, last]) {
    const days = (last - first) / DAY, marks = [];
    const at = new Date(first); at.setUTCHours(0, 0, 0, 0);
    const label = (options) => at.toLocaleDateString(OnRecord.dates(), { timeZone: "UTC", ...options });
    if (days <= 45) for (const step = Math.max(1, Math.ceil(days / 9)); +at <= last; at.setUTCDate(at.getUTCDate() + step)) marks.push([+at, label({ day: "numeric", month: "short" }), at.getUTCDate() <= step]);
    else if (days <= 1100) for (const step = Math.max(1, Math.ceil(days / 30 / 9)), one = at.setUTCDate(1); one && +at <= last; at.setUTCMonth(at.getUTCMonth() + step)) marks.push([+at, label({ month: "short", year: "numeric" }), at.getUTCMonth() < step]);
    else for (const step = Math.max(1, Math.ceil(days / 366 / 9)), one = at.setUTCMonth(0, 1); one && +at <= last; at.setUTCFullYear(at.getUTCFullYear() + step)) marks.push([+at, String(at.getUTCFullYear()), true]);
    return marks.filter(([time]) => time >= first);
  }

  OnRecord.panes.timeline = (element, { server }) => {
    const root = element.querySelector(".or-timeline");
    const { fold, bar } = OnRecord.filters(), board = h("div.or-board"), told = h("div");
    show(root, fold, board, told);
    const empty = () => ({ topic: "", happened: [null, null], said: [null, null], published: [null, null], lanes: [...LANES, "undated"], source: "", outlet: "", status: "" });
    let asked = empty(), data = null, view = null, facets = { names: [], outlets: [] };

    async function refresh() {
      const fresh = await OnRecord.load(told, () => call(server, "timeline", asked), refresh);
      if (!fresh) return show(board);
      data = fresh; facets = fresh.facets || facets; view = null;
      drawBar(); drawAll();
    }
    const visible = () => data.entries.filter((one) => asked.lanes.includes(one.lane) && (!asked.status || one.status === asked.status));
    function drawBar() {
      if (bar.contains(document.activeElement) && document.activeElement.matches("input[type=text]")) return;
      const again = (key) => (value) => { asked[key] = value; refresh(); };
      show(bar, OnRecord.field(t("timeline_topic"), "text", asked.topic, again("topic"), t("timeline_topic_hint")),
        OnRecord.period(t("filter_happened"), asked.happened, refresh), OnRecord.period(t("filter_said"), asked.said, refresh), OnRecord.period(t("filter_published"), asked.published, refresh),
        OnRecord.field(t("filter_source"), facets.names.map((name) => [name, name]), asked.source, again("source")),
        OnRecord.field(t("filter_outlet"), facets.outlets.map((name) => [name, name]), asked.outlet, again("outlet")),
        OnRecord.field(t("filter_status"), ["happened", "planned", "hypothetical", "denied", "cancelled", "postponed"].map((key) => [key, t("status_" + key)]), asked.status, (value) => { asked.status = value; drawAll(); }),
        h("div.or-lanes", { role: "group", "aria-label": t("filter") }, [...LANES, "undated"].map((name) => h("button.or-lane", { type: "button", class: "is-" + name, "aria-pressed": String(asked.lanes.includes(name)),
          onclick: () => { asked.lanes = asked.lanes.includes(name) ? asked.lanes.filter((one) => one !== name) : [...asked.lanes, name]; drawBar(); drawAll(); } }, t("lane_" + name)))),
        h("button.or-quiet", { type: "button", onclick: () => { asked = empty(); refresh(); } }, t("filter_clear")), exportsMenu());
    }
    function exportsMenu() {
      const menu = h("details.or-export", h("summary", t("export")), h("div", ["csv", "json", "md", "html", "ics", "timelinejs"].map((form) => h("button.or-quiet", { type: "button", onclick: async () => {
        menu.open = false;
        const file = await call(server, "export_timeline", { ...asked, form, ui: OnRecord.state.lang }).catch((error) => alert(error.message));
        if (file) OnRecord.download(file.name, file.text, file.type);
      } }, form === "timelinejs" ? "TimelineJS" : form.toUpperCase()))));
      return menu;
    }
    function drawAll() {
      const entries = visible();
      if (!entries.length) { show(board); return show(told, h("section.or-start", h("h2", t("timeline_empty")), h("p", t("timeline_empty_text")))); }
      show(told, h("p.or-meta", t("entries_shown", { n: entries.length, all: data.entries.length })), list({ ...data, entries, gaps: entries.length === data.entries.length ? data.gaps : [] }));
      drawBoard(entries);
    }
    function drawBoard(entries) {
      const all = bounds(entries);
      if (!all) return show(board);
      view = view || core(entries) || all;
      const wide = board.clientWidth > 560;
      const svg = draw(entries, visible().length === data.entries.length ? data.gaps || [] : [], view, (entry) => {
        entry.node.scrollIntoView({ block: "center", behavior: "smooth" });
        entry.node.focus({ preventScroll: true });
        root.querySelectorAll(".is-picked").forEach((one) => one.classList.remove("is-picked"));
        entry.node.classList.add("is-picked");
      }, Math.max(240, board.clientWidth - (wide ? 78 : 2)));
      const zoom = (factor, at = 0.5) => {
        const span = Math.max(DAY * 3, (view[1] - view[0]) * factor), middle = view[0] + (view[1] - view[0]) * at;
        view = span >= all[1] - all[0] && factor > 1 ? all : [middle - span * at, middle + span * (1 - at)];
        drawBoard(entries);
      };
      svg.addEventListener("wheel", (event) => { if (!event.ctrlKey && !event.metaKey) return; event.preventDefault(); const box = svg.getBoundingClientRect(); zoom(event.deltaY > 0 ? 1.25 : 0.8, (event.clientX - box.left) / box.width); }, { passive: false });
      drag(svg, (share) => { const move = (view[1] - view[0]) * share; view = [view[0] - move, view[1] - move]; drawBoard(entries); });
      show(board, h("div.or-board-names", svg.lanes.map((lane) => h("span", { class: "is-" + lane.name, style: `top:${lane.top + lane.height / 2}px` }, t("lane_" + lane.name)))), h("div.or-board-view", svg),
        h("div.or-zoom", outside(entries) > 0 && h("button.or-quiet", { type: "button", onclick: () => { view = all; drawBoard(entries); } }, t("timeline_outside", { n: outside(entries) })), [["timeline_zoom_in", "+", () => zoom(0.6)], ["timeline_zoom_out", "−", () => zoom(1.6)], ["timeline_zoom_all", "↔", () => { view = all; drawBoard(entries); }]].map(([key, sign, run]) =>
          h("button.or-quiet", { type: "button", title: t(key), "aria-label": t(key), onclick: run }, sign))));
    }
    const outside = (entries) => entries.filter((one) => one.lane !== "undated" && (one.earliest || one.latest) &&
      (ms(one.latest || one.earliest) + DAY < view[0] || ms(one.earliest || one.latest) > view[1])).length;
    function drag(svg, move) {
      svg.addEventListener("pointerdown", (event) => {
        if (event.target.closest(".or-shape")) return;
        const start = event.clientX, width = svg.getBoundingClientRect().width;
        addEventListener("pointerup", (end) => { if (Math.abs(end.clientX - start) > 4) move((end.clientX - start) / width); }, { once: true });
      });
    }
    let seen = 0;
    new ResizeObserver(() => { if (data && Math.abs(root.clientWidth - seen) > 4) { seen = root.clientWidth; drawBoard(visible()); } }).observe(root);
    on("language", () => { if (data) { drawBar(); drawAll(); } });
    on("dossier", () => { asked = empty(); refresh(); });
    on("articles", refresh);
    on("topic", (topic) => { asked = { ...empty(), topic }; refresh(); });
    if (OnRecord.topic) asked.topic = OnRecord.topic;
    refresh();
  };
  on("topic", (topic) => { OnRecord.topic = topic; });
})();
