// The head of the page: name, dossier, language, light or dark. Also tells Gradio which tab labels to show.
OnRecord.panes.masthead = (element, { server, trigger }) => {
  const { h, show, t, state, on, call } = OnRecord;
  const root = element.querySelector(".or-masthead");
  let dossiers = [], settled = false;

  async function refresh() {
    try { dossiers = (await server.dossiers({})).dossiers; } catch { dossiers = [{ name: state.dossier, articles: 0 }]; }
    const known = dossiers.some((one) => one.name === state.dossier);
    if (!settled) {
      if (!known || !OnRecord.kept("dossier")) state.dossier = (dossiers.find((one) => one.articles) || dossiers[0]).name;
      settled = true;
      OnRecord.settle();
    } else if (!known) OnRecord.dossier(dossiers[0].name);
    draw();
  }
  function draw() {
    show(root,
      h("div.or-name", h("span.or-word", { role: "heading", "aria-level": "1" }, "On Record"), h("span.or-about", t("about"))),
      h("div.or-controls", picker(), languages(), h("button.or-quiet", { type: "button", "aria-label": t("theme"), title: t("theme"),
        onclick: () => { OnRecord.theme(OnRecord.dark() ? "light" : "dark"); draw(); } }, t(OnRecord.dark() ? "theme_light" : "theme_dark"))));
  }
  function picker() {
    const select = h("select", { id: "or-dossier", onchange: () => choose(select.value) },
      dossiers.map((one) => h("option", { value: one.name }, `${one.name} (${one.articles})`)),
      h("option", { value: "\u0000new" }, t("dossier_new")),
      state.dossier !== "default" && [h("option", { value: "\u0000rename" }, t("dossier_rename")), h("option", { value: "\u0000delete" }, t("dossier_delete"))]);
    select.value = state.dossier;
    return h("label.or-dossier", h("span", t("dossier")), select);
  }
  function choose(value) {
    if (!value.startsWith("\u0000")) return OnRecord.dossier(value), draw();
    draw();
    const form = { "\u0000new": () => ask("create", ""), "\u0000rename": () => ask("rename", state.dossier), "\u0000delete": remove };
    form[value]();
  }
  function ask(act, value) {
    const name = h("input", { type: "text", value, required: true, maxLength: 80, "aria-label": t("dossier_name"), placeholder: t("dossier_name") });
    const box = h("form.or-ask-name", { onsubmit: async (event) => {
      event.preventDefault();
      try {
        await call(server, act, { name: name.value.trim() });
        box.remove(); OnRecord.dossier(name.value.trim()); refresh();
      } catch (error) { box.append(h("p.or-error", { role: "alert" }, error.message)); }
    } }, name, h("button.or-button", { type: "submit" }, t(act === "create" ? "create" : "save")),
    h("button.or-quiet", { type: "button", onclick: () => box.remove() }, t("cancel")));
    root.append(box); name.focus(); name.select();
  }
  async function remove() {
    if (!confirm(t("dossier_delete_sure", { name: state.dossier }))) return;
    try { await call(server, "delete", { name: state.dossier }); OnRecord.dossier("default"); refresh(); }
    catch (error) { alert(error.message); }
  }
  const languages = () => h("div.or-languages", { role: "group", "aria-label": t("language") }, Object.keys(OnRecord.words).map((code) =>
    h("button", { type: "button", lang: code, "aria-pressed": String(code === state.lang), onclick: () => OnRecord.language(code) }, code.toUpperCase())));

  on("language", (lang) => { trigger("language", { lang }); draw(); });
  on("articles", refresh);
  on("dossier", draw);
  draw();
  refresh();
  trigger("language", { lang: state.lang });
};
