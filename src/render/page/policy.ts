/** The SHA-256 of the style sheet and of the script, in base64: a test says so when they change. */
const STYLE_HASH = "FnWPYaqpAbBcXd2tMJ2lebGIQwIHfE4B9f2MRxYbHGA=";
const SCRIPT_HASH = "KvNnUyH/oRQQ/O1L6oCHd/WEv5RN9ADo74Ozsf25HSY=";

/** What a browser may do with a page: nothing but show it, with our style and our script. */
export const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  `script-src 'sha256-${SCRIPT_HASH}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
