/** Pages of law portals — trang web của cổng văn bản: server/core/ingest/dom-text on real parsing. */
import { expect } from 'chai';
import { createDocumentIngest } from '#server/main/ingest';

const ingest = createDocumentIngest();
const FILLER =
  '<p>Văn bản này quy định chi tiết về công tác phổ biến, giáo dục pháp luật trên địa bàn tỉnh.</p>';

const linesOf = async (html: string | Uint8Array): Promise<string[]> => {
  const decoded = await ingest.decode(Buffer.from(html as string), 'trang.html');
  if (!decoded.ok) throw new Error(decoded.error.code);
  return decoded.value.text.split('\n');
};

describe('server/core/ingest/dom-text', () => {
  it('gives lines as a browser shows them', async () => {
    const page = `<html><body><h1>QUYẾT  ĐỊNH</h1><p>Điều 1.<br>Phạm&nbsp;vi &amp; đối tượng</p>
      <div>Một<span> dòng</span></div><style>p{}</style><script>var a;</script>
      <p style="display:none">ẩn</p><p hidden>ẩn</p><del>bỏ</del>
      <ol type="a"><li>một</li><li><p>hai</p></li></ol><ul><li>gạch</li></ul><ol start="3"><li>ba</li></ol></body></html>`;
    expect(await linesOf(page)).to.deep.equal([
      'QUYẾT ĐỊNH',
      'Điều 1.',
      'Phạm vi & đối tượng',
      'Một dòng',
      'a) một',
      'b) hai',
      '- gạch',
      '3. ba',
    ]);
  });

  it('reads tables with spans as rows', async () => {
    const page = `<html><body><table><thead><tr><th>TT<th>Việc<th>Cơ quan</tr></thead>
      <tr><td>1<td>Tập huấn<td rowspan=2>Sở Tư pháp</tr><tr><td>2<td>Biên soạn</tr></table></body></html>`;
    expect(await linesOf(page)).to.deep.equal([
      '| TT | Việc | Cơ quan |',
      '| 1 | Tập huấn | Sở Tư pháp |',
      '| 2 | Biên soạn | Sở Tư pháp |',
    ]);
  });
});

describe('pages of law portals', () => {
  it('are read at the place of the portal, else where the article is', async () => {
    const around = (inner: string): string =>
      `<html><body><nav>Trang chủ</nav><div class="sidebar"><a href="/x">Tin khác</a></div>${inner}<footer>Bản quyền</footer></body></html>`;
    const known = around(
      `<div class="toanvancontent"><p>Điều 1. Phạm vi</p>${FILLER}</div><div>Bình luận</div>`,
    );
    expect((await linesOf(known))[0]).to.equal('Điều 1. Phạm vi');
    expect(await linesOf(known)).to.have.lengthOf(2);
    const unknown = around(
      `<article><div>${`<p>Điều 1. Phạm vi</p>${FILLER}`.repeat(6)}</div></article>`,
    );
    const lines = await linesOf(unknown);
    expect(lines).to.have.lengthOf(12);
    expect(lines.join()).to.not.match(/Trang chủ|Tin khác|Bản quyền/);
  });

  it('are read in the charset that they declare', async () => {
    const head = '<html><head><meta charset="windows-1258"></head><body><p>';
    const bytes = Buffer.concat([
      Buffer.from(head),
      // "Cộng hòa" with its tones apart from the letters, as Windows-1258 writes them.
      Uint8Array.from([0x43, 0xf4, 0xf2, 0x6e, 0x67, 0x20, 0x68, 0x6f, 0xcc, 0x61]),
      Buffer.from('</p></body></html>'),
    ]);
    expect((await linesOf(bytes)).map((line) => line.normalize('NFC'))).to.deep.equal(['Cộng hòa']);
    const wide = Buffer.from('\uFEFF<html><body><p>Điều 1. Phạm vi</p></body></html>', 'utf16le');
    expect(await linesOf(wide)).to.deep.equal(['Điều 1. Phạm vi']);
  });
});
