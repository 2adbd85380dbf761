/**
 * Bulletins of the fixture — bản tin mẫu.
 *
 * One in each state, with a script that shows every kind of difference between written and spoken.
 */
import { AreaId, BulletinId, UserId } from '@loaso/shared/ids';
import type { Bulletin, BulletinState, Clip } from '@loaso/shared/wire/http/content';
import type { Script, ScriptSentence } from '@loaso/shared/wire/script';
import { hashOf } from './fleet.js';

type Line = readonly [clause: string, written: string, spoken: string];

const LINES: readonly Line[] = [
  [
    '',
    'Quyết định số 1462/QĐ-UBND ngày 26/4/2025 của UBND tỉnh Bình Định.',
    'Quyết định số một nghìn bốn trăm sáu mươi hai, quyết định, ủy ban nhân dân, ngày hai mươi sáu tháng tư năm hai nghìn không trăm hai mươi lăm của Ủy ban nhân dân tỉnh Bình Định.',
  ],
  [
    'Điều 1',
    'Ban hành kèm theo Quyết định này Kế hoạch thực hiện Đề án “Chuyển đổi số trong công tác phổ biến, giáo dục pháp luật giai đoạn 2025 - 2030” trên địa bàn tỉnh.',
    'Ban hành kèm theo Quyết định này Kế hoạch thực hiện Đề án Chuyển đổi số trong công tác phổ biến, giáo dục pháp luật giai đoạn hai nghìn không trăm hai mươi lăm đến hai nghìn không trăm ba mươi trên địa bàn tỉnh.',
  ],
  [
    'Điều 2',
    'Chánh Văn phòng UBND tỉnh, Giám đốc Sở Tư pháp và các cơ quan có liên quan chịu trách nhiệm thi hành.',
    'Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Tư pháp và các cơ quan có liên quan chịu trách nhiệm thi hành.',
  ],
  [
    'Kế hoạch, II.2',
    'Ít nhất 80% người dân khu vực đô thị, 60% người dân khu vực nông thôn được tiếp cận thông tin pháp luật.',
    'Ít nhất tám mươi phần trăm người dân khu vực đô thị, sáu mươi phần trăm người dân khu vực nông thôn được tiếp cận thông tin pháp luật.',
  ],
  [
    'Phụ lục, 4.5, d)',
    'Phổ biến pháp luật qua hệ thống loa truyền thanh cơ sở.',
    'Phổ biến pháp luật qua hệ thống loa truyền thanh cơ sở.',
  ],
];

function sentenceAt(index: number): ScriptSentence {
  const [clause, written, spoken] = LINES[index % LINES.length] ?? ['', '', ''];
  const later = index >= LINES.length;
  return {
    index,
    clause: later ? `Kế hoạch, mục ${Math.floor(index / LINES.length)}` : clause,
    kind: index === 0 ? 'title' : 'body',
    written,
    spoken,
    pauseAfterMs: 400,
    uncertain:
      index === 3
        ? [{ written: 'NQ/TW', spoken: 'nờ quy trên tê vê kép', why: 'không rõ loại văn bản nào' }]
        : [],
  };
}

/** What is said in an emergency: its name, then what to do. */
const warningLines = (title: string): readonly Line[] => [
  ['', 'THÔNG BÁO KHẨN CẤP', 'thông báo khẩn cấp.'],
  ['', `${title}.`, `${title}.`],
  [
    '',
    'Bà con làm theo hướng dẫn của tổ trưởng. Gọi 114 khi cần cứu.',
    'Bà con làm theo hướng dẫn của tổ trưởng. Gọi một một bốn khi cần cứu.',
  ],
];

const warningScriptOf = (title: string): Script => ({
  ...scriptOf(title, 3),
  sentences: warningLines(title).map(([, written, spoken], index) => ({
    ...sentenceAt(index),
    clause: '',
    written,
    spoken,
  })),
  dropped: [],
  repairs: [],
});

const scriptOf = (title: string, sentences: number): Script => ({
  v: 1,
  title,
  rulesVersion: '1',
  sentences: Array.from({ length: sentences }, (_, index) => sentenceAt(index)),
  dropped: [
    { text: 'Nơi nhận: Như Điều 2; Bộ Tư pháp; Lưu: VT, K2.', reason: 'phần Nơi nhận' },
    { text: 'KT. CHỦ TỊCH, PHÓ CHỦ TỊCH', reason: 'chữ ký' },
  ],
  repairs: [{ from: 'kǶ', to: 'kỳ', why: 'lỗi phông chữ khi sao chép' }],
  expectedMs: sentences * 9000,
});

export const clipOf = (seed: number, length: number): Clip => ({
  sha256: hashOf(seed),
  sizeBytes: length * 8,
  durationMs: length,
  codec: 'mp3',
  loudnessLufs: -16.1,
  truePeakDbtp: -1.4,
  voice: 'vi',
});

type Seed = readonly [
  id: string,
  title: string,
  state: BulletinState,
  sentences: number,
  ageHours: number,
];

const SEEDS: readonly Seed[] = [
  ['tiem-chung', 'Thông báo lịch tiêm chủng mở rộng tháng 12', 'submitted', 24, 2],
  [
    'qd-1462',
    'Kế hoạch thực hiện Đề án “Chuyển đổi số trong công tác phổ biến, giáo dục pháp luật giai đoạn 2025 - 2030”',
    'approved',
    212,
    30,
  ],
  ['nop-thue', 'Hướng dẫn nộp thuế sử dụng đất phi nông nghiệp', 'rejected', 40, 50],
  ['pccc', 'Phòng cháy, chữa cháy trong mùa khô hanh', 'voiced', 33, 5],
  ['giao-thong', 'Quy định mới về trật tự, an toàn giao thông đường bộ', 'draft', 61, 1],
  ['bao-so-12', 'Tin bão số 12 (đã hết hiệu lực)', 'withdrawn', 12, 400],
  ['khan-bao', 'Bão gần bờ: vào nhà, chằng chống, không ra khơi', 'approved', 3, 700],
  ['khan-lu', 'Lũ lên nhanh: đưa người già, trẻ em lên cao ngay', 'approved', 3, 700],
  ['khan-chay', 'Cháy lớn: tránh xa khu vực, nhường đường xe chữa cháy', 'approved', 3, 700],
  ['khan-ho', 'Xả lũ hồ chứa Núi Một lúc 15 giờ', 'voiced', 3, 1],
];

function bulletinOf([id, title, state, sentences, ageHours]: Seed, now: number): Bulletin {
  const script = id.startsWith('khan-') ? warningScriptOf(title) : scriptOf(title, sentences);
  const at = now - ageHours * 3_600_000;
  const voiced = state !== 'draft';
  const length = script.expectedMs + 3500;
  return {
    id: BulletinId.parse(id),
    areaId: AreaId.parse('21583'),
    areaName: 'Phường Quy Nhơn',
    title,
    field: id === 'tiem-chung' ? 'general' : 'law',
    priority: id.startsWith('khan-') ? 'emergency' : 'normal',
    state,
    durationMs: voiced ? length : script.expectedMs,
    clip: voiced ? clipOf(id.length, length) : null,
    createdBy: 'Nguyễn Thị Hoa',
    writtenBy: [{ userId: UserId.parse('canbo'), name: 'Nguyễn Thị Hoa' }],
    createdAt: at,
    updatedAt: at + 900_000,
    approvedBy: state === 'approved' ? 'Lê Minh Đức' : null,
    rejectionReason:
      state === 'rejected' ? 'Câu 12 đọc sai số tiền, cần sửa “1.200.000 đồng” rồi gửi lại.' : null,
    jobId: null,
    revision: 3,
    kind: 'text',
    languages: voiced ? ['vi'] : [],
    series: null,
    recording: null,
    variants: [],
    standing: null,
    script,
    source: { name: `${id}.txt`, sha256: hashOf(99), characters: sentences * 180 },
    history: [
      { at, actor: 'Nguyễn Thị Hoa', act: 'bulletin.import', note: `${id}.txt` },
      ...(voiced
        ? [{ at: at + 300_000, actor: 'Nguyễn Thị Hoa', act: 'bulletin.voice', note: '' }]
        : []),
      ...(state === 'approved'
        ? [{ at: at + 900_000, actor: 'Lê Minh Đức', act: 'bulletin.approve', note: '' }]
        : []),
    ],
  };
}

export const bulletinsOf = (now: number): Bulletin[] => SEEDS.map((seed) => bulletinOf(seed, now));

/** What an import makes of any text here: the first lines of the sample. */
export function importedBulletin(title: string, now: number): Bulletin {
  const seed: Seed = [`van-ban-${now}`, title, 'draft', 48, 0];
  return bulletinOf(seed, now);
}
