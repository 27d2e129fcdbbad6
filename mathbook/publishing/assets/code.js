/* Copy buttons: what they give and what they are called. The theme makes the buttons; they work
   without this too, but then give what the block shows, not the chain that it continues. */
(() => {
  "use strict";

  /* The element right before a code block that holds the text to copy, if it is another one
     than what the block shows (see mathbook/publishing/listings.py). */
  function heldBefore(button) {
    let box = button.closest(".highlight");
    while (box) {
      const before = box.previousElementSibling;
      if (before?.matches("[data-copied]")) return before;
      const held = before?.querySelector(":scope > [data-copied]:last-child");
      if (held) return held;
      box = box.parentElement.closest(".highlight");
    }
    return null;
  }

  /* Before the theme's own listener, which prefers this attribute. Listening on the document
     also serves pages that replace their content without being loaded anew. */
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.("[data-clipboard-target]");
      const held = button && heldBefore(button);
      if (held) button.setAttribute("data-clipboard-text", held.dataset.copied);
    },
    true,
  );

  /* The theme wraps each button into an unnamed landmark and names all of them alike. */
  function name(bar) {
    bar.setAttribute("role", "none");
    for (const button of bar.querySelectorAll("[data-clipboard-target]")) {
      const continues = heldBefore(button)?.matches(".mathbook-continues");
      button.setAttribute(
        "aria-label",
        continues ? "Copy this block and what it continues" : "Copy this block",
      );
    }
  }

  function nameAll() {
    document.querySelectorAll(".md-code__nav:not([role])").forEach(name);
  }

  new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
  nameAll();
})();
