/**
 * HTML pages — trang của cổng văn bản.
 *
 * A legal text inside pages as law portals serve them: menus, scripts, related documents around it, and
 * the document in the place each portal has for it. It copies no page.
 */
import type { LegalText } from './legal-text.js';

/** Vietnamese letters as a portal writes them: some as entities. */
const entities = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('à', '&agrave;')
    .replaceAll('ô', '&ocirc;')
    .replaceAll('Đ', '&#272;')
    .replaceAll('“', '&ldquo;')
    .replaceAll('”', '&rdquo;');

const paragraphs = (lines: readonly string[]): string =>
  lines
    .map((line) => `<p style="text-align:justify"><span>${entities(line)}</span>&nbsp;</p>`)
    .join('\n');

const cellHtml = (lines: readonly string[]): string =>
  `<td>${lines.map((line) => `<p>${entities(line)}</p>`).join('')}</td>`;

const tableHtml = ({ titles, rows }: LegalText): string =>
  `<table border="1"><tbody><tr>${titles.map((title) => `<td><b>${entities(title)}</b></td>`).join('')}</tr>${rows
    .map(({ number, cells }) => `<tr>${[[number], ...cells].map(cellHtml).join('')}</tr>`)
    .join('\n')}</tbody></table>`;

const documentHtml = (text: LegalText): string => paragraphs(text.paragraphs) + tableHtml(text);

const MENU =
  '<div class="menu"><ul><li><a href="/">Trang chủ</a></li><li><a href="/tim">Tìm kiếm văn bản</a></li><li>Đăng nhập</li></ul></div>';
const RELATED =
  '<div class="related"><h3>Văn bản liên quan</h3><ul><li><a href="/1">Nghị định số 28/2013/NĐ-CP</a></li></ul></div>';

/** As vbpl.vn: the document in `.toanvancontent`. */
export const vbplPage = (text: LegalText): Uint8Array =>
  Buffer.from(`<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Quyết định 1462</title><style>p { color: red }</style>
<script src="http://127.0.0.1:9/a.js"></script><script>document.write("<p>không đọc</p>")</script></head>
<body>${MENU}<div class="box-tab"><div class="toanvancontent" id="toanvancontent">${documentHtml(text)}</div></div>
${RELATED}<footer>Cơ sở dữ liệu quốc gia về văn bản pháp luật. Lượt xem: 12</footer></body></html>`);

/** As thuvienphapluat.vn: the document in `#divContentDoc .content1`. */
export const thuvienPage = (text: LegalText): Uint8Array =>
  Buffer.from(`<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
</head><body>${MENU}<div id="divContentDoc"><div class="content1"><div>${documentHtml(text)}</div></div>
<div class="dropdown">MỤC LỤC VĂN BẢN</div></div>${RELATED}<script>var a = 1;</script></body></html>`);

/** A portal nobody knows: the article must be found. */
export const unknownPage = (text: LegalText): Uint8Array =>
  Buffer.from(`<html><head><title>Cổng thông tin xã</title></head><body><nav>${MENU}</nav><header>Cổng thông tin điện tử xã</header>
<main><div class="post-body"><div class="entry">${documentHtml(text)}</div></div></main><aside>${RELATED}</aside>
<footer>Bản quyền thuộc UBND xã</footer></body></html>`);

/** A document saved by an office program as a page: text from end to end. */
export const savedPage = (text: LegalText): Uint8Array =>
  Buffer.from(`\uFEFF<html><body lang=VI>${documentHtml(text)}</body></html>`);
