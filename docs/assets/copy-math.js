/* Copying a formula gives its TeX. The TeX stands in the page, as an annotation of the MathML;
   without this script a browser copies the formula's characters one by one. The listener is the
   document's, which stays when a page is replaced without loading. */
(() => {
  "use strict";

  const texOf = (math) => {
    const tex = math.querySelector("annotation[encoding='application/x-tex']");
    if (!tex) return null;
    const signs = math.getAttribute("display") === "block" ? "$$" : "$";
    return signs + tex.textContent + signs;
  };

  /* The formula around a place, if there is one: half of one is copied as the whole. */
  const around = (node) => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    return element && element.closest(".math");
  };

  const wholeFormulas = (range) => {
    const whole = range.cloneRange();
    const first = around(whole.startContainer);
    const last = around(whole.endContainer);
    if (first) whole.setStartBefore(first);
    if (last) whole.setEndAfter(last);
    return whole;
  };

  /* Text as a selection gives it needs a place in the page, out of sight. */
  const textOf = (fragment) => {
    const box = document.createElement("div");
    box.style.cssText = "position:fixed;left:-9999px;top:0;white-space:pre-wrap";
    box.append(fragment);
    document.body.append(box);
    const text = box.innerText;
    box.remove();
    return text;
  };

  document.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    const focused = document.activeElement;
    let fragment;
    if (selection && !selection.isCollapsed) {
      fragment = wholeFormulas(selection.getRangeAt(0)).cloneContents();
    } else if (focused && focused.matches(".math")) {
      /* A display or a long formula that was reached by keyboard. */
      fragment = document.createDocumentFragment();
      fragment.append(focused.cloneNode(true));
    } else {
      return;
    }
    let found = false;
    for (const math of fragment.querySelectorAll("math")) {
      const tex = texOf(math);
      if (tex !== null) {
        (math.closest(".math") || math).replaceWith(tex);
        found = true;
      }
    }
    if (!found || !event.clipboardData) return;
    event.clipboardData.setData("text/plain", textOf(fragment).trim());
    event.preventDefault();
  });
})();
