/* Sliders: the frames of a figure are layers of one drawing, of which one is shown (see
   mathbook/publishing/sliders.py). Without this script the page shows the frame of its code. */
(() => {
  "use strict";

  function show(input, index) {
    const figure = input.closest("[data-frames]");
    const [value, text] = JSON.parse(figure.dataset.frames)[index];
    for (const layer of figure.querySelectorAll("svg [data-frame]")) {
      if (layer.dataset.frame === String(index)) layer.removeAttribute("display");
      else layer.setAttribute("display", "none");
    }
    figure.querySelector("svg > title").textContent = figure.dataset.name + text;
    figure.querySelector("output").textContent = text;
    input.setAttribute("aria-valuetext", value);
  }

  const inputs = () => document.querySelectorAll("[data-frames] input[type=range]");

  function reveal() {
    for (const input of inputs()) {
      if (!input.hidden) continue;
      input.hidden = false;
      // A browser that goes back to a page may remember where its slider stood.
      if (input.value !== input.defaultValue) show(input, Number(input.value));
    }
  }

  /* Listening on the document also serves pages that replace their content without being
     loaded anew. */
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-frames] input[type=range]")) {
      show(event.target, Number(event.target.value));
    }
  });

  /* Paper shows the frame of the code above it. */
  addEventListener("beforeprint", () => {
    for (const input of inputs()) show(input, Number(input.defaultValue));
  });
  addEventListener("afterprint", () => {
    for (const input of inputs()) show(input, Number(input.value));
  });

  new MutationObserver(reveal).observe(document.body, { childList: true, subtree: true });
  reveal();
})();
