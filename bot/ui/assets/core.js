// The window's ground: DOM nodes made from text (never from markup), words, state shared by the panes, citations.
// Every pane registers itself as OnRecord.panes.NAME(element, gradio) and is called by Gradio when its tab loads.
(() => {
  const words = JSON.parse(document.getElementById("onrecord-words").textContent);
  const kept = (key) => { try { return localStorage.getItem("onrecord." + key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem("onrecord." + key, value); } catch { /* private window */ } };
  const preferred = (navigator.language || "en").toLowerCase().startsWith("fr") ? "fr" : "en";
  const state = { lang: words[kept("lang")] ? kept("lang") : preferred, dossier: kept("dossier") || "default" };
  /** What one browser tab remembers until it is closed: its conversation and the passage it shows. */
  const remembered = (key) => { try { return sessionStorage.getItem("onrecord." + key); } catch { return null; } };
  const remember = (key, value) => { try { sessionStorage.setItem("onrecord." + key, value); } catch { /* private window */ } };
  const listeners = {};
  const on = (name, run) => (listeners[name] ||= []).push(run);
  const emit = (name, detail) => (listeners[name] || []).forEach((run) => run(detail));

  /** h("a.cite", {href, onclick}, child, ...): a node; strings become text nodes, so nothing in them can run. */
  function h(kind, props, ...children) {
    const [tag, ...classes] = kind.split(".");
    const node = document.createElement(tag || "div");
    if (classes.length) node.className = classes.join(" ");
    fill(node, props && (props.nodeType || typeof props !== "object" || Array.isArray(props)) ? [props, ...children] : children);
    if (props && !props.nodeType && typeof props === "object" && !Array.isArray(props)) set(node, props);
    return node;
  }
  const SVG = "http://www.w3.org/2000/svg";
  function s(tag, props, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(props || {})) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (value != null) node.setAttribute(key, value);
    }
    return fill(node, children);
  }
  function set(node, props) {
    for (const [key, value] of Object.entries(props)) {
      if (value == null || value === false) continue;
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (key === "class") node.className += " " + value;
      else if (key in node && key !== "list" && key !== "form") node[key] = value;
      else node.setAttribute(key, value === true ? "" : value);
    }
  }
  function fill(node, children) {
    for (const child of children.flat(9)) if (child != null && child !== false) node.append(child.nodeType ? child : String(child));
    return node;
  }
  const show = (node, ...children) => { node.replaceChildren(); return fill(node, children); };

  /** A word of the interface in its language; {name} is filled in. */
  function t(key, values) {
    const text = words[state.lang][key];
    if (text === undefined) return key;
    return values ? text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole) : text;
  }
  const count = (key, n) => (n === 1 ? t(`n_${key}_1`) : t(`n_${key}`, { n: n.toLocaleString(state.lang) }));
  /** A date of the contract in words: the server sends them beside the EDTF, in both languages. */
  const when = (thing, key) => (thing[key + "_words"] || {})[state.lang] || thing[key] || "";
  const dates = () => (state.lang === "en" ? "en-GB" : state.lang); // "6 March 2024", as everywhere else here
  const day = (iso, options) => new Date(iso + "T12:00:00Z").toLocaleDateString(dates(), { timeZone: "UTC", ...options });

  function language(lang) {
    state.lang = lang;
    keep("lang", lang);
    document.documentElement.lang = lang;
    emit("language", lang);
  }
  function dossier(name) {
    state.dossier = name;
    keep("dossier", name);
    emit("dossier", name);
  }
  const dark = () => document.body.classList.contains("dark");
  function theme(mode) {
    document.body.classList.toggle("dark", mode === "dark");
    keep("theme", mode);
  }

  let settle;
  const settled = new Promise((done) => { settle = done; }); // the masthead knows which dossiers there are

  /** Calls a function of the server; what went wrong becomes an Error with the server's one sentence. */
  async function call(server, name, asked) {
    let told;
    await settled;
    try { told = await server[name]({ dossier: state.dossier, ...asked }); }
    catch { throw new Error(t("no_contact")); }
    if (told && told.error) throw new Error(told.error);
    return told;
  }

  /** Runs `load`, showing a quiet loading state at once and the error's sentence where it fails. */
  async function load(root, work, retry) {
    const waiting = setTimeout(() => show(root, h("div.or-wait", { role: "status" }, t("loading"))), 120);
    try { return await work(); }
    catch (error) {
      show(root, h("div.or-failed", { role: "alert" }, h("strong", t("failed")), h("p", error.message),
        retry && h("button.or-button", { type: "button", onclick: retry }, t("retry"))));
      return null;
    } finally { clearTimeout(waiting); }
  }

  // --- citations -------------------------------------------------------------------------------------------------
  // A marker is a link "#cite=ARTICLE:start-end". The listener is delegated and in the capture phase, on pointerdown
  // as well as click, because an answer that is still being written may replace the link under a pressed button.
  const known = new Map();
  const link = (citation) => `#cite=${citation.article}:${citation.start}-${citation.end}`;
  function cite(citation, label, kind) {
    const href = link(citation);
    known.set(href, citation);
    const node = h("a." + (kind || "or-cite"), { href, title: citation.text }, label);
    node.citation = citation;
    return node;
  }
  function parse(href) {
    const found = /^#cite=([^:]+):(\d+)-(\d+)$/.exec(href || "");
    return found && { article: decodeURIComponent(found[1]), start: +found[2], end: +found[3] };
  }
  let pressed = { href: null, at: 0 };
  function follow(event) {
    const anchor = event.target.closest && event.target.closest('a[href^="#cite="]');
    if (!anchor || event.button > 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const href = anchor.getAttribute("href");
    if (event.type === "click") {
      event.preventDefault();
      if (pressed.href === href && performance.now() - pressed.at < 1000) return;
    } else if (event.pointerType === "touch") return; // a touch may be the start of a scroll; its click comes anyway
    pressed = { href, at: performance.now() };
    open(anchor.citation || known.get(href) || parse(href), anchor);
  }
  function open(citation, from) {
    if (!citation) return;
    history.replaceState(null, "", link(citation));
    remember("cite", JSON.stringify(citation));
    emit("cite", { citation, from });
  }
  document.addEventListener("pointerdown", follow, true);
  document.addEventListener("click", follow, true);

  /** Where JavaScript counts UTF-16 units, offsets count code points: a function from one to the other. */
  function units(text) {
    if (!/[\ud800-\udfff]/.test(text)) return (offset) => offset;
    const at = [];
    let unit = 0;
    for (const point of text) { at.push(unit); unit += point.length; }
    at.push(unit);
    return (offset) => at[Math.min(offset, at.length - 1)];
  }

  async function copy(text, button) {
    try { await navigator.clipboard.writeText(text); }
    catch {
      const area = h("textarea", { value: text, style: "position:fixed;opacity:0" });
      document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
    const label = button.textContent;
    button.textContent = t("copied");
    setTimeout(() => { button.textContent = label; }, 1400);
  }
  function download(name, text, type) {
    const url = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
    h("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 5000);
  }
  const where = (c) => [c.outlet, c.title || t("no_title"), when(c, "published")].filter(Boolean).join(", ");
  const later = (run, wait) => { let timer; return (...given) => { clearTimeout(timer); timer = setTimeout(() => run(...given), wait); }; };
  const tab = (name) => document.getElementById(`or-tab-${name}-button`)?.click();

  /** A labelled field of a filter bar: `kind` is a select's options, or an input's type. */
  function field(label, kind, value, change, hint) {
    let input;
    if (Array.isArray(kind)) {
      input = h("select", { onchange: () => change(input.value) },
        h("option", { value: "" }, t("filter_any")), kind.map(([key, text]) => h("option", { value: key }, text)));
      input.value = value || "";
    } else {
      input = h("input", { type: kind, value: value || "", placeholder: hint || "" });
      input.addEventListener(kind === "date" ? "change" : "input", later(() => change(input.value), kind === "date" ? 0 : 300));
    }
    return h("label.or-field", h("span", label), input);
  }
  const period = (label, pair, change) => h("div.or-period", { role: "group", "aria-label": label }, h("span", label), h("div",
    [0, 1].map((i) => h("input", { type: "date", value: pair[i] || "", "aria-label": `${label} ${t(i ? "filter_to" : "filter_from")}`,
      onchange: (event) => { pair[i] = event.target.value || null; change(); } }))));
  /** A filter bar: always open where there is room, folded on a phone. */
  function filters() {
    const bar = h("div.or-filters"), summary = h("summary"), fold = h("details.or-fold", summary, bar);
    fold.open = !matchMedia("(max-width: 620px)").matches;
    const label = () => { summary.textContent = t("filter"); };
    on("language", label); label();
    return { fold, bar };
  }

  window.OnRecord = { state, words, on, emit, h, s, show, t, count, when, day, dates, language, dossier, dark, theme, call, settle, load, cite, link,
    parse, open, units, copy, download, where, later, tab, field, period, filters, kept, keep, remembered, remember, panes: {} };
  document.documentElement.lang = state.lang;
  const mode = kept("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  if (document.body) theme(mode); else addEventListener("DOMContentLoaded", () => theme(mode));
})();
