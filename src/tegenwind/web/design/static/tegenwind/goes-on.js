/* Long work goes on by itself, a step at a time; without this file its button does the same. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-goes-on]");
  if (form) form.requestSubmit();
})();
