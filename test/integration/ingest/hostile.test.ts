/** Hostile files — tệp độc hại: each is refused with its reason, inside the limits of ingest. */
import { deflateRawSync, deflateSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { createDocumentIngest } from '#server/main/ingest';
import { docOf } from '../../support/documents/doc-writer.js';
import { docxOf, paragraph, run } from '../../support/documents/docx-writer.js';
import { PdfPages, pdfOf } from '../../support/documents/pdf-writer.js';
import { type ZipEntry, zipOf } from '../../support/documents/zip-writer.js';

const ingest = createDocumentIngest();
const text = (written: string): Uint8Array => new TextEncoder().encode(written);

const refusalOf = async (bytes: Uint8Array, name = 'van-ban.docx'): Promise<string> => {
  const decoded = await ingest.decode(bytes, name);
  if (decoded.ok) return `accepted: ${decoded.value.text.slice(0, 60)}`;
  expect(decoded.error.detail).to.match(/[.)]$/);
  return decoded.error.code;
};

const BODY = paragraph(run('Điều 1. Phạm vi điều chỉnh'));
const DOCUMENT = 'word/document.xml';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const documentOf = (inner: string): string =>
  `<w:document ${W}><w:body>${inner}</w:body></w:document>`;
const zipped = (...entries: readonly ZipEntry[]): Uint8Array => zipOf(entries);

describe('hostile zips', () => {
  it('stops inflating a bomb at its ratio, whatever its directory says', async () => {
    const zeros = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
    const bomb = { name: DOCUMENT, bytes: '', packed: zeros };
    expect(await refusalOf(zipped({ ...bomb, saidBytes: 64 * 1024 * 1024 }))).to.equal('unsafe');
    expect(await refusalOf(zipped({ ...bomb, saidBytes: 1000 }))).to.equal('unsafe');
  });

  it('stops at twenty megabytes', async () => {
    const noise = Buffer.alloc(21 * 1024 * 1024);
    for (let at = 0; at < noise.length; at += 64)
      noise.writeUInt32LE((at * 2_654_435_761) % 2 ** 32, at);
    expect(await refusalOf(zipped({ name: DOCUMENT, bytes: noise }))).to.equal('too-large');
  });

  it('opens no zip of more than 200 entries, with twins, or with overlapping entries', async () => {
    const many = Array.from({ length: 201 }, (_, i) => ({
      name: `word/media/${i}.png`,
      bytes: 'x',
    }));
    expect(await refusalOf(zipOf(many))).to.equal('too-complex');
    const one = { name: DOCUMENT, bytes: documentOf(BODY) };
    expect(await refusalOf(zipped(one, one))).to.equal('unsafe');
    expect(await refusalOf(zipOf([one], 150))).to.equal('damaged');
  });

  it('reads no archive inside an archive and no entry by its path', async () => {
    const inner = docxOf({ body: BODY });
    expect(await refusalOf(zipped({ name: 'van-ban.docx', bytes: inner }))).to.equal('archive');
    expect(await refusalOf(zipped({ name: '../../etc/passwd', bytes: 'root' }))).to.equal(
      'archive',
    );
    const embedded = docxOf({
      body: BODY,
      more: [{ name: 'word/embeddings/a.docx', bytes: inner }],
    });
    expect(await refusalOf(embedded)).to.equal('accepted: Điều 1. Phạm vi điều chỉnh');
  });

  it('refuses a locked, a broken and a cut file', async () => {
    const locked = { name: DOCUMENT, bytes: documentOf(BODY), flags: 1 };
    expect(await refusalOf(zipped(locked))).to.equal('password');
    const whole = docxOf({ body: BODY });
    expect(await refusalOf(whole.subarray(0, whole.length - 30))).to.equal('damaged');
    const broken = Uint8Array.from(whole);
    broken[200] = (broken[200] ?? 0) ^ 0xff;
    expect(await refusalOf(broken)).to.equal('damaged');
  });
});

describe('hostile XML', () => {
  const xml = (written: string): Promise<string> =>
    refusalOf(zipped({ name: DOCUMENT, bytes: written }));

  it('refuses every DOCTYPE and every entity that XML does not have', async () => {
    const laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>';
    expect(await xml(`${laughs}${documentOf(paragraph('<w:r><w:t>&c;</w:t></w:r>'))}`)).to.equal(
      'unsafe',
    );
    const outside = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>';
    expect(await xml(`${outside}${documentOf(BODY)}`)).to.equal('unsafe');
    expect(await xml(documentOf(paragraph('<w:r><w:t>&b;</w:t></w:r>')))).to.equal('unsafe');
  });

  it('refuses elements deeper than 64 and tags that do not close', async () => {
    expect(await xml(documentOf('<w:sdt>'.repeat(70) + '</w:sdt>'.repeat(70)))).to.equal(
      'too-complex',
    );
    expect(await xml('<w:document><w:body>')).to.equal('damaged');
    expect(await xml('<w:document a="')).to.equal('damaged');
  });

  it('reads a tag of a million letters once', async () => {
    const long = `<w:sdt ${'a'.repeat(1_000_000)} b="1"/>`;
    expect(await xml(documentOf(`${long}${BODY}`))).to.equal(
      'accepted: Điều 1. Phạm vi điều chỉnh',
    );
  });
});

describe('hostile texts, pages and PDFs', () => {
  it('refuses a text of a million lines', async () => {
    expect(await refusalOf(text('a\n'.repeat(1_000_000)), 'a.txt')).to.equal('too-many-lines');
  });

  it('refuses crafted PDFs', async () => {
    expect(await refusalOf(text('%PDF-1.7\ngarbage'))).to.equal('damaged');
    expect(await refusalOf(text(`%PDF-1.7\n${'1 0 obj<</Kids[1 0 R]>>'.repeat(5000)}`))).to.equal(
      'damaged',
    );
    const loop =
      '%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1000000>>endobj trailer<</Root 1 0 R>>';
    expect(['damaged', 'too-large', 'scan']).to.include(await refusalOf(text(loop)));
    const pages = new PdfPages();
    for (let page = 0; page < 500; page += 1) pages.turn();
    expect(await refusalOf(pdfOf(pages))).to.equal('too-large');
  });

  it('says that a PDF without letters is a scan', async () => {
    const pages = new PdfPages();
    pages.turn();
    expect(await refusalOf(pdfOf(pages))).to.equal('scan');
    const decoded = await ingest.decode(pdfOf(pages), 'x.pdf');
    expect(decoded.ok ? '' : decoded.error.detail).to.include('bản chụp, cần nhận dạng chữ');
  });

  it('survives a page of a hundred thousand open elements', async () => {
    const deep = text(`<html><body>${'<div>'.repeat(100_000)}Điều 1`);
    expect(await refusalOf(deep)).to.match(/^(?:damaged|too-slow|accepted)/);
  });

  it('answers any bytes behind any signature', async () => {
    const heads = [
      'PK\u0003\u0004',
      '%PDF-1.7\n',
      '<html>',
      '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...heads),
        fc.uint8Array({ maxLength: 2000 }),
        async (head, tail) => {
          const decoded = await ingest.decode(
            Buffer.concat([Buffer.from(head, 'latin1'), tail]),
            'x',
          );
          return decoded.ok || decoded.error.detail.length > 10;
        },
      ),
      { numRuns: 12 },
    );
  }).timeout(60_000);
});

describe('limits of a reader', () => {
  it('gives up a document that takes too long or too much memory', async () => {
    const big = docxOf({
      body: Array.from({ length: 60_000 }, (_, i) => paragraph(run(`Dòng ${i}`))).join(''),
    });
    const hasty = await createDocumentIngest({ timeMs: 20 }).decode(big, 'x');
    expect(hasty.ok ? '' : hasty.error.code).to.equal('too-slow');
    const small = await createDocumentIngest({ memoryMb: 24 }).decode(big, 'x');
    expect(small.ok ? '' : small.error.code).to.equal('too-slow');
    const roomy = await ingest.decode(big, 'x');
    expect(roomy.ok ? roomy.value.text.split('\n').length : roomy.error.code).to.equal(60_000);
  });

  it('weighs the buffers that a packed stream of a PDF fills outside the heap', async () => {
    const packed = deflateSync(Buffer.alloc(192 * 1024 * 1024, ' '), { level: 1 });
    const head = `%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj 4 0 obj<</Filter/FlateDecode/Length ${packed.length}>>stream\n`;
    const bomb = Buffer.concat([
      Buffer.from(head),
      packed,
      Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>'),
    ]);
    const decoded = await createDocumentIngest({ memoryMb: 96 }).decode(bomb, 'x.pdf');
    expect(decoded.ok ? '' : decoded.error.code).to.equal('too-slow');
    // The same file passes to its end where there is room: it was the weighing that stopped it.
    const roomy = await createDocumentIngest({ memoryMb: 900 }).decode(bomb, 'x.pdf');
    expect(roomy.ok ? '' : roomy.error.code).to.equal('scan');
  }).timeout(60_000);

  it('opens nothing above its size', async () => {
    const decoded = await createDocumentIngest({ maxBytes: 10 }).decode(text('a'.repeat(11)), 'x');
    expect(decoded.ok ? '' : decoded.error.code).to.equal('too-large');
  });
});

describe('what a file is', () => {
  const KINDS: readonly (readonly [string, Uint8Array, string])[] = [
    ['nothing', text(''), 'empty'],
    ['a picture', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), 'image'],
    ['a photo', Buffer.from('\u00ff\u00d8\u00ff\u00e0', 'latin1'), 'image'],
    ['a sound', text('ID3\u0003'), 'audio'],
    ['a playlist', text('#EXTM3U\nhttp://127.0.0.1/a'), 'audio'],
    ['a film', text('\u0000\u0000\u0000\u0020ftypisom'), 'video'],
    ['a spreadsheet', zipped({ name: 'xl/workbook.xml', bytes: '<a/>' }), 'spreadsheet'],
    ['slides', zipped({ name: 'ppt/presentation.xml', bytes: '<a/>' }), 'presentation'],
    [
      'an OpenDocument',
      zipped(
        { name: 'content.xml', bytes: '<a/>' },
        { name: 'META-INF/manifest.xml', bytes: '<a/>' },
      ),
      'open-document',
    ],
    ['an old spreadsheet', docOf('', { streamName: 'Workbook' }), 'spreadsheet'],
    ['a locked DOCX', docOf('', { streamName: 'EncryptedPackage' }), 'password'],
    ['a locked DOC', docOf('Điều 1.\r', { encrypted: true }), 'password'],
    ['an RTF', text('{\\rtf1 Hello}'), 'rtf'],
    ['an archive', Buffer.from('Rar!\u001a\u0007', 'latin1'), 'archive'],
    ['a web archive', text('MIME-Version: 1.0\nContent-Type: multipart/related'), 'web-archive'],
    ['a program', Buffer.from('\u007fELF', 'latin1'), 'program'],
    ['an empty page', text('<html><body> </body></html>'), 'no-text'],
    ['an empty DOCX', docxOf({ body: '' }), 'empty'],
  ];

  for (const [what, bytes, code] of KINDS) {
    it(`refuses ${what}, whatever its name`, async () => {
      for (const name of ['van-ban.docx', 'x.mp3']) {
        expect(await refusalOf(bytes, name)).to.equal(code);
      }
    });
  }

  it('reads a document under a wrong name', async () => {
    expect(await refusalOf(docxOf({ body: BODY }), 'a.pdf')).to.equal(
      'accepted: Điều 1. Phạm vi điều chỉnh',
    );
    expect(await refusalOf(docOf('Điều 1. Tên\rĐiều 2. Việc\r'), 'a.docx')).to.match(
      /^accepted: Điều 1\. Tên\nĐiều 2\. Việc/,
    );
  });
});
