/**
 * Loads a page again once the files it was made of have changed: it stands beside the version of the files in the page. A page that
 * nobody looks at does not listen, for a browser has few connections to one server.
 */
export const LIVE_SCRIPT = `
"use strict";
const made = document.currentScript.dataset.version;
let changes = null;
const follow = () => {
  if (document.hidden) {
    changes?.close();
    changes = null;
  } else if (changes === null) {
    changes = new EventSource("/changes");
    changes.onmessage = ({ data }) => {
      if (data !== made) location.reload();
    };
  }
};
document.addEventListener("visibilitychange", follow);
follow();
`;
