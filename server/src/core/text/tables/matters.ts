/** Matters — lĩnh vực, loại việc trong ký hiệu văn bản.
 *
 * Some symbols name what a document is about and not who signed it: judgments (HS-ST), fines (XPHC).
 * It knows no issuer and no kind of document.
 */
const COURT: Readonly<Record<string, string>> = {
  HS: 'hình sự',
  DS: 'dân sự',
  HC: 'hành chính',
  KDTM: 'kinh doanh thương mại',
  LĐ: 'lao động',
  HNGĐ: 'hôn nhân và gia đình',
};

const INSTANCE: Readonly<Record<string, string>> = {
  ST: 'sơ thẩm',
  PT: 'phúc thẩm',
  GĐT: 'giám đốc thẩm',
  TT: 'tái thẩm',
};

const ACTS: Readonly<Record<string, string>> = {
  XPHC: 'xử phạt hành chính',
  XPVPHC: 'xử phạt vi phạm hành chính',
  VPHC: 'vi phạm hành chính',
  KPHQ: 'khắc phục hậu quả',
  TGTVPTGPCC: 'tạm giữ tang vật, phương tiện',
  ADBPGDTX: 'áp dụng biện pháp giáo dục tại xã',
};

/** Suits a decision of a court names by themselves ('QĐST-HNGĐ'). */
const SUITS = new Set(['HS', 'DS', 'KDTM', 'HNGĐ']);

const COURT_WHOLE = /^(HS|DS|HC|KDTM|LĐ|HNGĐ)(ST|PT|GĐT)$/;

const alone = (part: string): string | undefined => {
  const whole = COURT_WHOLE.exec(part);
  if (whole === null) return ACTS[part] ?? (SUITS.has(part) ? COURT[part] : undefined);
  return `${COURT[whole[1] ?? ''] ?? ''} ${INSTANCE[whole[2] ?? ''] ?? ''}`;
};

/** Words of the matter that the parts of a symbol name ('HS', 'ST' → 'hình sự sơ thẩm'), or undefined. */
export const matterInWords = (parts: readonly string[]): string | undefined => {
  const [first = '', second] = parts;
  if (second === undefined) return alone(first);
  const court = COURT[first];
  const instance = INSTANCE[second];
  return court === undefined || instance === undefined ? undefined : `${court} ${instance}`;
};
