/* What Material for MkDocs leaves out: for readers who use a keyboard or a screen reader, and for
   those who read on. */
(() => {
  "use strict";

  const SCROLLS = ".highlight code, .md-typeset__scrollwrap, .md-typeset pre:not(.highlight *)";
  const wide = new WeakMap();

  /* A keyboard scrolls only what it can focus. The theme sees to this for code where a mouse is,
     too, and takes it back elsewhere. */
  function reach(element) {
    if (wide.get(element) && element.tabIndex < 0) element.tabIndex = 0;
  }

  /* Called when the layout is known, so that measuring costs none. */
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      wide.set(target, target.scrollWidth > target.clientWidth);
      reach(target);
    }
  });

  function name(element, label) {
    if (element && !element.hasAttribute("aria-label")) element.setAttribute("aria-label", label);
  }

  function mend() {
    name(document.querySelector(".md-search"), "Search");
    document.querySelectorAll(".md-annotation__index").forEach((mark) => {
      const number = mark.querySelector("[data-md-annotation-id]")?.dataset.mdAnnotationId ?? "";
      name(mark, `Annotation ${number}`.trim());
    });
    document.querySelectorAll(SCROLLS).forEach((element) => sizes.observe(element));
  }

  let waiting = false;
  new MutationObserver((changes) => {
    for (const { type, target } of changes) if (type === "attributes") reach(target);
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mend();
    });
  }).observe(document.body, { attributeFilter: ["tabindex"], childList: true, subtree: true });
  mend();

  /* What the style sheet has put off is laid out bit by bit while nothing else happens, so that
     the page has its right length soon, and is whole when it is printed or pictured. */
  const later = window.requestIdleCallback ?? ((work) => setTimeout(work, 16));
  addEventListener("load", () => {
    const put = [...document.querySelectorAll(".md-content__inner > h2 ~ p, .mathbook-figure svg")];
    function layOut(time) {
      do put.shift()?.classList.add("mathbook-laid-out");
      while (put.length && time?.timeRemaining() > 10);
      if (put.length) later(layOut, { timeout: 100 });
    }
    later(layOut, { timeout: 1000 });
  });

  /* When the page is there, the faces that it did not need: the next page then comes with its
     text only. A face that stands in for another may be missing on this system. */
  addEventListener("load", () => {
    document.fonts.forEach((face) => face.load().catch(() => {}));
  });
})();
