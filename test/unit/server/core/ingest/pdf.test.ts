/** Text of a PDF — chữ của tệp PDF: the order and the paragraphs in which it was written. */
import { expect } from 'chai';
import { inReadingOrder } from '#server/core/ingest/pdf-columns';
import { linesOf, lineText } from '#server/core/ingest/pdf-lines';
import type { PdfPage, PdfRule, PdfWord } from '#server/core/ingest/pdf-page';
import { tablesOf } from '#server/core/ingest/pdf-tables';
import { readPdfDocument } from '#server/core/ingest/pdf-text';

const SIZE = 13;
const word = (text: string, x: number, y: number, size = SIZE): PdfWord => ({
  text,
  x,
  y,
  size,
  width: [...text].length * size * 0.5,
});
const page = (words: readonly PdfWord[], rules: readonly PdfRule[] = []): PdfPage => ({
  width: 595,
  height: 842,
  words,
  rules,
});
const paragraphsOf = (...pages: readonly PdfPage[]): string[] =>
  readPdfDocument(pages).text.split('\n');

/** Lines of 69 letters fill a page from 72 to 520; each is given whole. */
const typed = (lines: readonly string[], x = 72, y = 100): PdfWord[] =>
  lines.map((text, index) => word(text, x, y + index * 18));
const FULL = 'chữ '.repeat(17).trim();

describe('lines of a PDF', () => {
  it('are put together from pieces on one baseline', () => {
    const pieces = [
      word('luật', 130, 100),
      word('Phổ', 72, 100.5),
      word('biến', 98, 99.8),
      word('x', 72, 130),
    ];
    expect(linesOf(pieces).map(lineText)).to.deep.equal(['Phổ biến luật', 'x']);
  });

  it('lose doubled letters and the marks of footnotes, and keep a label with its text', () => {
    const pieces = [
      word('Điều 1.', 72, 100),
      word('Điều 1.', 72.3, 100),
      word('Tên điều', 160, 100),
      word('2', 220, 98, 8),
    ];
    expect(linesOf(pieces).map(lineText)).to.deep.equal(['Điều 1. Tên điều']);
  });

  it('are composed whatever the order of their marks', () => {
    expect(linesOf([word('Việt'.normalize('NFD'), 72, 100)]).map(lineText)).to.deep.equal(['Việt']);
  });
});

describe('columns of a PDF', () => {
  const order = (words: readonly PdfWord[]): string[] =>
    inReadingOrder(linesOf(words), 595, { left: 72, right: 520 }).map(({ text }) => text);

  it('are read one after the other on a page of two columns', () => {
    const left = typed(
      Array.from({ length: 12 }, (_, i) => `cột trái dòng ${i}`),
      60,
    );
    const right = typed(
      Array.from({ length: 12 }, (_, i) => `cột phải dòng ${i}`),
      320,
    );
    const title = word('TIÊU ĐỀ CHẠY NGANG CẢ HAI CỘT CỦA TRANG CÔNG BÁO', 120, 70);
    expect(order([title, ...left, ...right])).to.deep.equal(
      [title, ...left, ...right].map(({ text }) => text),
    );
  });

  it('are read one after the other where only the head has two', () => {
    const left = typed(['UBND TỈNH', 'SỞ TƯ PHÁP', 'Số: 12/QĐ-STP'], 72);
    const right = typed(['CỘNG HÒA XÃ HỘI', 'Độc lập - Tự do', 'Bình Định, ngày 1'], 330);
    const body = typed([FULL, FULL], 72, 180);
    expect(order([...left, ...right, ...body])).to.deep.equal(
      [...left, ...right, ...body].map(({ text }) => text),
    );
  });
});

describe('paragraphs of a PDF', () => {
  const lines = (...texts: readonly string[]): PdfPage =>
    page([
      ...typed([FULL, FULL, FULL, FULL, FULL, `${FULL}.`], 72, 100),
      ...texts.map((text, index) => word(text, 72, 300 + index * 18)),
    ]);
  const tail = (...texts: readonly string[]): string =>
    paragraphsOf(lines(...texts))
      .slice(1)
      .join('|');

  it('go on where a line is full and end where it is not', () => {
    expect(tail('Ngắn.', 'Dài hơn')).to.equal('Ngắn.|Dài hơn');
    expect(tail(FULL, 'Tiếp theo ở dòng dưới.')).to.equal(`${FULL} Tiếp theo ở dòng dưới.`);
  });

  it('keep the hyphen of a symbol and lose the hyphen of a broken word', () => {
    const most = 'chữ '.repeat(14);
    expect(tail(`${most}15/2020/NĐ-`, 'CP ngày 1.')).to.equal(`${most}15/2020/NĐ-CP ngày 1.`);
    expect(tail(`${most}xyz infor-`, 'mation.')).to.equal(`${most}xyz information.`);
    expect(tail(`${most}xyz abc ra-`, 'đa.')).to.equal(`${most}xyz abc ra-đa.`);
  });

  it('begin at a head after a sentence has ended', () => {
    const full = `${'chữ '.repeat(16)}hết.`;
    expect(tail(full, 'b) Điểm sau.')).to.equal(`${full}|b) Điểm sau.`);
  });

  it('go on over the end of a page, without its number and running head', () => {
    const first = page([
      word('KẾ HOẠCH CHUNG', 72, 40),
      ...typed([FULL, FULL, FULL, FULL, FULL, FULL]),
    ]);
    const next = (number: number): PdfPage =>
      page([
        word('KẾ HOẠCH CHUNG', 72, 40),
        word(`- ${number} -`, 290, 810),
        ...typed(['tiếp sang trang.']),
      ]);
    expect(paragraphsOf(first, next(2), next(3))).to.deep.equal([
      `${Array(6).fill(FULL).join(' ')} tiếp sang trang.`,
      'tiếp sang trang.',
    ]);
  });
});

describe('ruled tables of a PDF', () => {
  const across = (y: number, x1: number, x2: number): PdfRule => ({ x1, x2, y1: y, y2: y });
  const down = (x: number, y1: number, y2: number): PdfRule => ({ x1: x, x2: x, y1, y2 });
  const frame = [
    across(100, 70, 400),
    across(130, 70, 400),
    across(190, 70, 400),
    across(160, 70, 200),
    down(70, 100, 190),
    down(120, 100, 190),
    down(200, 100, 190),
    down(400, 100, 190),
  ];
  const words = [
    word('TT', 75, 118),
    word('Việc', 125, 118),
    word('Cơ quan', 205, 118),
    word('1', 75, 148),
    word('Tập huấn', 125, 148),
    word('Sở Tư pháp và', 205, 148),
    word('Công an', 205, 166),
    word('2', 75, 178),
    word('Biên soạn', 125, 178),
  ];

  it('are rows, with cells over several rows said again', () => {
    expect(paragraphsOf(page([...words, word('Sau bảng.', 72, 300)], frame))).to.deep.equal([
      '| TT | Việc | Cơ quan |',
      '| 1 | Tập huấn | Sở Tư pháp và Công an |',
      '| 2 | Biên soạn | Sở Tư pháp và Công an |',
      'Sau bảng.',
    ]);
  });

  it('are no tables when a frame has no inner lines', () => {
    const box = [
      across(100, 70, 400),
      across(190, 70, 400),
      down(70, 100, 190),
      down(400, 100, 190),
    ];
    expect(tablesOf(page(words, box))).to.deep.equal([]);
  });

  it('go on over pages without their repeated titles, and rejoin a row that was cut', () => {
    const more = [
      ...words.slice(0, 3),
      word('là ba ngày', 125, 148),
      word('nữa', 205, 148),
      word('3', 75, 178),
      word('Kiểm tra', 125, 178),
      word('Thanh tra', 205, 178),
    ];
    const even = [...frame.filter((rule) => rule.y1 !== 160), across(160, 70, 400)];
    expect(paragraphsOf(page(words, frame), page(more, even))).to.deep.equal([
      '| TT | Việc | Cơ quan |',
      '| 1 | Tập huấn | Sở Tư pháp và Công an |',
      '| 2 | Biên soạn là ba ngày | nữa |',
      '| 3 | Kiểm tra | Thanh tra |',
    ]);
  });
});
