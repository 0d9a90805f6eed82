/** Frame headers by RFC 6455 §5.2: final, text, unmasked, as a server sends them. */
const FINAL_TEXT = 0x81;
const SHORT = 126;
const MEDIUM = 0x10000;

/**
 * Messages as whole WebSocket frames of one buffer each. A group's text goes to thousands who differ in a prefix alone: it is
 * encoded once, and each costs a copy and a write, where `ws.send` encodes the text and writes twice.
 */
export class TextFrames {
  private text = '';
  private bytes = Buffer.alloc(0);

  /** The frame of `prefix`, `text` and a closing brace. */
  frame(prefix: Buffer, text: string): Buffer {
    if (text !== this.text) {
      this.text = text;
      this.bytes = Buffer.from(`${text}}`);
    }
    const length = prefix.length + this.bytes.length;
    const header = length < SHORT ? 2 : length < MEDIUM ? 4 : 10;
    const frame = Buffer.allocUnsafe(header + length);
    frame[0] = FINAL_TEXT;
    if (header === 2) frame[1] = length;
    else if (header === 4) {
      frame[1] = SHORT;
      frame.writeUInt16BE(length, 2);
    } else {
      frame[1] = SHORT + 1;
      frame.writeUIntBE(0, 2, 2);
      frame.writeUIntBE(length, 4, 6);
    }
    prefix.copy(frame, header);
    this.bytes.copy(frame, header + prefix.length);
    return frame;
  }
}
