/** The real decision — Quyết định 1462/QĐ-UBND: what a listener hears of it, and what is left out. */
import { readFileSync } from 'node:fs';
import { Script, type ScriptSentence } from '@loaso/shared/wire/script';
import { expect } from 'chai';
import { composeScript } from '#server/core/script/compose';
import { splitEpisodes } from '#server/core/script/episodes';

const TEXT = readFileSync(
  new URL('../../../../../server/samples/qd-1462-ubnd-binh-dinh-2025.txt', import.meta.url),
  'utf8',
);
const SCRIPT = composeScript(TEXT, { stationName: 'xã Phù Mỹ' });
const spokenOf = (clause: string): string[] =>
  SCRIPT.sentences
    .filter((sentence) => sentence.clause === clause)
    .map((sentence) => sentence.spoken);
const reasons = (): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const { text, reason } of SCRIPT.dropped)
    found.set(reason, [...(found.get(reason) ?? []), text]);
  return found;
};

const ofText = ({ kind }: ScriptSentence): boolean => kind !== 'opening' && kind !== 'closing';

describe('the real decision', () => {
  it('is a valid script of about three hundred sentences and three quarters of an hour', () => {
    expect(Script.safeParse(SCRIPT).error).to.equal(undefined);
    expect(SCRIPT.sentences.length).to.be.within(280, 360);
    expect(SCRIPT.expectedMs / 60_000).to.be.within(35, 55);
    expect(SCRIPT.title).to.match(
      /^Quyết định số 1462\/QĐ-UBND ngày 26 tháng 4 năm 2025 ban hành kế hoạch .* tỉnh Bình Định$/u,
    );
  });

  it('lets no digit, no damaged letter and no letter outside Vietnamese reach a voice', () => {
    const odd = SCRIPT.sentences.filter(
      ({ spoken }) =>
        /[^a-eghiklmnopqrstuvxyà-ỹđ ,.?!:;]/u.test(spoken) || /[ƿǜǶ\p{N}]/u.test(spoken),
    );
    expect(odd).to.deep.equal([]);
    expect(SCRIPT.sentences.flatMap(({ uncertain }) => uncertain)).to.deep.equal([]);
  });

  it('opens with the station and the name of the decision, and closes with its short name', () => {
    const spoken = SCRIPT.sentences.map((sentence) => sentence.spoken);
    expect(spoken[0]).to.equal('đài truyền thanh xã phù mỹ.');
    expect(spoken[1]).to.match(
      /^sau đây, mời quý vị nghe quyết định số một nghìn bốn trăm sáu mươi hai của ủy ban nhân dân ngày hai mươi sáu tháng tư/u,
    );
    expect(spoken.at(-2)).to.equal(
      'quý vị vừa nghe quyết định số một nghìn bốn trăm sáu mươi hai của ủy ban nhân dân.',
    );
  });

  it('reads the first articles', () => {
    expect(spokenOf('Điều 1')).to.deep.equal([
      'điều một: ban hành kèm theo quyết định này kế hoạch thực hiện đề án chuyển đổi số trong công tác phổ biến, giáo dục pháp luật giai đoạn hai nghìn không trăm hai mươi lăm đến hai nghìn không trăm ba mươi trên địa bàn tỉnh bình định.',
    ]);
  });

  it('reads annex item 4.5.d as sentences', () => {
    expect(spokenOf('Phụ lục, 4.5, d)')).to.deep.equal([
      'điểm dê: thực hiện phổ biến, giáo dục pháp luật qua hệ thống loa truyền thanh cơ sở số, kết nối trực tiếp với hệ thống thông tin nguồn trung ương do bộ văn hóa, thể thao và du lịch quản lý.',
      'chủ trì: sở tư pháp, sở văn hóa, thể thao và du lịch; các cơ quan, đoàn thể, địa phương như đã nêu.',
      'sản phẩm: thực hiện phổ biến, giáo dục pháp luật qua hệ thống loa truyền thanh cơ sở số.',
      'thời gian: hàng năm.',
    ]);
  });

  it('finds every row of the flattened table under its section', () => {
    const rows = new Set(
      SCRIPT.sentences.filter(({ kind }) => kind === 'row').map(({ clause }) => clause),
    );
    expect([...rows]).to.have.length(35);
    expect(spokenOf('Phụ lục, 5, d)').at(-1)).to.equal(
      'thời gian: hai nghìn không trăm hai mươi lăm đến hai nghìn không trăm ba mươi.',
    );
  });

  it('says what is left out and why', () => {
    const found = reasons();
    expect(found.get('Nơi nhận')).to.have.length(9);
    expect(found.get('khối chữ ký')).to.deep.equal([
      'TM. ỦY BAN NHÂN DÂN',
      'KT. CHỦ TỊCH',
      'PHÓ CHỦ TỊCH',
      'Nguyễn Tự Công Hoàng',
    ]);
    expect(found.get('chân trang nguồn tra cứu')).to.deep.equal([
      'Nguồn tra cứu: vanban.phaplyvn.com',
    ]);
    expect(found.get('tiêu đề cột của bảng, đã đọc thành câu trong từng hàng')?.[0]).to.equal('TT');
    expect(SCRIPT.repairs.map(({ from, to }) => `${from} ${to}`)).to.include.members([
      'kǶ kỳ',
      'sƿ sĩ',
    ]);
  });

  it('reads only the clauses ticked, and lists the others', () => {
    const part = composeScript(TEXT, { clauses: ['Điều 2', 'Kế hoạch, I'], formulas: false });
    expect(new Set(part.sentences.map(({ clause }) => clause))).to.deep.equal(
      new Set([
        'Điều 2',
        'Kế hoạch, I',
        'Kế hoạch, I, 1',
        'Kế hoạch, I, 2',
        'Kế hoạch, I, 3',
        'Kế hoạch, I, 4',
      ]),
    );
    expect(part.dropped.some(({ reason }) => reason === 'mục không được chọn đọc')).to.equal(true);
  });

  it('leaves the annex out by choice', () => {
    const short = composeScript(TEXT, { includeAppendix: false });
    expect(short.sentences.some(({ clause }) => clause.startsWith('Phụ lục'))).to.equal(false);
    expect(short.dropped.some(({ reason }) => reason === 'phụ lục, không chọn đọc')).to.equal(true);
  });

  it('becomes episodes that fit a quarter of an hour, begin at clause borders and lose nothing', () => {
    const slot = 15 * 60_000;
    const episodes = splitEpisodes(SCRIPT, slot);
    expect(episodes.length).to.be.greaterThan(3);
    for (const { script } of episodes) expect(script.expectedMs).to.be.at.most(slot);
    const body = episodes.flatMap(({ script }) => script.sentences.filter(ofText));
    expect(body.map(({ spoken }) => spoken)).to.deep.equal(
      SCRIPT.sentences.filter(ofText).map(({ spoken }) => spoken),
    );
    const starts = episodes.slice(1).map(({ script }) => script.sentences.find(ofText)?.kind);
    expect(starts.every((kind) => kind === 'heading' || kind === 'title')).to.equal(true);
  });
});
