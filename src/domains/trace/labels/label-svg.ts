import { LABEL, linesOf, QR_BOX, type LabelFacts } from './label.rules.js';
import { qrRuns } from './qr.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Without letters that XML 1.0 does not allow at all: they would make the whole file unreadable. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"']/g, (c) => ENTITIES[c]!);

/** A label as SVG, in millimetres: the QR code as one path, letters as text in whatever Chinese font the reader has. */
export function labelSvg(facts: LabelFacts): string {
  const { side, runs } = qrRuns(facts.link);
  const path = runs.map(({ x, y, length }) => `M${x} ${y}h${length}v1h-${length}z`).join('');
  const lines = linesOf(facts).map(
    ({ text, x, y, size }) => `<text x="${x}" y="${y}" font-size="${size}">${escaped(text)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${LABEL.width}mm" height="${LABEL.height}mm" viewBox="0 0 ${LABEL.width} ${LABEL.height}" role="img" aria-label="${escaped(`${facts.product} ${facts.code}`)}">
<rect width="${LABEL.width}" height="${LABEL.height}" fill="#fff"/>
<g transform="translate(${QR_BOX.x} ${QR_BOX.y}) scale(${QR_BOX.side / side})"><path d="${path}" shape-rendering="crispEdges"/></g>
<g font-family="'Noto Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Zen Hei',sans-serif">${lines.join('')}</g>
</svg>
`;
}
