/** A stand-in that ends with an exit code, and with words for its standard error. */
export class Failed extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}
