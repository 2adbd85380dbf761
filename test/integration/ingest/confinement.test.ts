/** Confinement — luồng đọc tệp không ra mạng, không đọc tệp khác; each denial has its positive twin. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { createDocumentIngest } from '#server/main/ingest';
import { docxOf, paragraph, run } from '../../support/documents/docx-writer.js';

const PROGRAM = new URL('../../support/documents/escape-worker.ts', import.meta.url);
const NEIGHBOUR = fileURLToPath(import.meta.url);
const WAYS = 'fetch http connect socket lookup thread readFileSync readFile execFile spawn'.split(
  ' ',
);

describe('confinement of the reader', () => {
  let canary: Server;
  let port: number;
  let hits: number;

  beforeEach(async () => {
    hits = 0;
    canary = createServer((_, answer) => answer.end());
    canary.on('connection', () => {
      hits += 1;
    });
    canary.listen(0, '127.0.0.1');
    await once(canary, 'listening');
    ({ port } = canary.address() as AddressInfo);
  });

  afterEach(async () => {
    canary.closeAllConnections();
    canary.close();
    await once(canary, 'close');
  });

  const escapes = async (confined: boolean): Promise<string[]> => {
    const worker = new Worker(PROGRAM, { workerData: { confined, port, neighbour: NEIGHBOUR } });
    const [succeeded] = (await once(worker, 'message')) as [string[]];
    await worker.terminate();
    return succeeded;
  };

  it('leaves every way open in a thread that is not confined', async () => {
    expect(await escapes(false)).to.deep.equal(WAYS);
    expect(hits).to.be.greaterThan(0);
  });

  it('closes every way in a confined thread', async () => {
    expect(await escapes(true)).to.deep.equal([]);
    expect(hits).to.equal(0);
  });

  it('asks for nothing that a document points at', async () => {
    const url = `http://127.0.0.1:${port}`;
    const links = `<Relationships><Relationship Id="r1" Type="image" Target="${url}/a.png" TargetMode="External"/><Relationship Id="r2" Type="attachedTemplate" Target="${url}/t.dotm" TargetMode="External"/></Relationships>`;
    const field = `<w:r><w:instrText>INCLUDETEXT "${url}/b.docx"</w:instrText></w:r>`;
    const docx = docxOf({
      body: paragraph(`${field}${run('Điều 1. Văn bản có liên kết ra ngoài.')}`),
      more: [
        { name: 'word/_rels/document.xml.rels', bytes: links },
        { name: 'word/_rels/settings.xml.rels', bytes: links },
      ],
    });
    const html = Buffer.from(
      `<html><head><link rel=stylesheet href="${url}/a.css"><script src="${url}/a.js"></script></head><body><iframe src="${url}/f"></iframe><img src="${url}/i.png" onerror="fetch('${url}')"><p>Điều 1. Văn bản có liên kết ra ngoài.</p><script>fetch("${url}/s")</script></body></html>`,
    );
    const pdf = Buffer.from(
      `%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(${url}/pdf)>>>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj 4 0 obj<</F<</FS/URL/F(${url}/c)>>/Length 0>>stream\nendstream endobj\ntrailer<</Root 1 0 R>>`,
    );
    const ingest = createDocumentIngest();
    const answers = await Promise.all([docx, html, pdf].map((bytes) => ingest.decode(bytes, 'x')));
    expect(
      answers.map((answer) => (answer.ok ? answer.value.text : answer.error.code)),
    ).to.deep.equal([
      'Điều 1. Văn bản có liên kết ra ngoài.',
      'Điều 1. Văn bản có liên kết ra ngoài.',
      'scan',
    ]);
    expect(hits).to.equal(0);
  });
});
