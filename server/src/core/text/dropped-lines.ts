/** Dropped lines — dòng không đọc.
 *
 * Finds the lines of a legal text that nobody should hear — recipients, signatures, stamps, page
 * numbers, gazette lines, rules, footers, the national motto — and says why in Vietnamese. It works on
 * lines and their order only; it never looks at meaning.
 */
export interface LineVerdict {
  readonly text: string;
  /** Why the line is not read; undefined when it is. */
  readonly reason: string | undefined;
}

const REASONS = {
  recipients: 'Nơi nhận',
  signature: 'khối chữ ký',
  stamp: 'dấu, chữ ký số',
  page: 'số trang',
  gazette: 'dòng công báo',
  rule: 'đường kẻ',
  footer: 'chân trang nguồn tra cứu',
  motto: 'quốc hiệu, tiêu ngữ',
  blank: 'chỗ để trống của mẫu',
} as const;

const RECIPIENTS = /^(?:\/?\s*)?nơi (?:nhận|gửi)\s*(?::|$)/i;
const FILED = /^[-–+•*]?\s*lưu\s*(?::|vt\b|vp\b)[^\n]{0,60}$/i;
const RECIPIENT_ITEM = /^(?:[-–+•*]|như (?:trên|điều|đ)|lưu\s*:?)/i;
const PROXY =
  /^(?:(?:KT|TM|TL|TUQ|TUN|T\/M|K\/T|T\/L)\s?\.\s*(?=\p{Lu}{2})|(?:KT|TM|TL|TUQ|T\/M|K\/T|T\/L|T\.M|K\.T|T\.L)\.?\s+(?=ỦY|UBND|HỘI|BAN|CHỦ|GIÁM|CHÍNH|BỘ|PHÓ|TRƯỞNG|THỦ|BÍ|HIỆU|HĐND|TỔNG|ĐOÀN|CHI|ĐẢNG)|Q\s?\.\s*(?=(?:CHỦ|GIÁM|TRƯỞNG|HIỆU|VIỆN|CỤC|CHÁNH|CHI CỤC|TỔNG|BỘ|CHỈ HUY)))/u;
const POST =
  /^(?:PHÓ |QUYỀN |Q\. ?)?(?:CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|PHÓ THỦ TƯỚNG|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|TRƯỞNG PHÒNG|TRƯỞNG CÔNG AN|HIỆU TRƯỞNG|BÍ THƯ|VIỆN TRƯỞNG|CHÁNH ÁN|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|VỤ TRƯỞNG|CHÁNH THANH TRA|TỔNG THANH TRA|CHỈ HUY TRƯỞNG|TRƯỞNG THÔN|TRƯỞNG ĐOÀN|(?:ĐỘI|TỔ|NHÓM) (?:PHÓ|TRƯỞNG)|CHÁNH VP|THỐNG ĐỐC|TỔNG BÍ THƯ|NGƯỜI LẬP(?: BIỂU)?|KẾ TOÁN(?: TRƯỞNG)?|THƯ KÝ|CHỦ TỌA|NGƯỜI KÝ|CHỦ NHIỆM|TỔNG KIỂM TOÁN NHÀ NƯỚC|ỦY VIÊN|ĐẠI DIỆN|THẨM PHÁN|THỦ TRƯỞNG(?: ĐƠN VỊ| CƠ QUAN)?|CHỈ HUY|CHÍNH ỦY|CHÍNH TRỊ VIÊN|TỔNG THƯ KÝ|CHÁNH|PHÓ (?:TRƯỞNG|CHÁNH|HIỆU|VIỆN|CỤC|TỔNG)[^\n]{0,30}|TRƯỞNG [^\n]{3,30})(?:[ ,.-]+[\p{Lu}.,-]+){0,10}$/u;
/** Who signs a form, above "(Ký, ghi rõ họ tên)". */
const SIGNER =
  /^(?:người|đại diện|xác nhận|chủ hộ|bên [abAB]|thủ quỹ|thủ kho|giáo viên|cán bộ|cha|mẹ)(?!\p{L})[\p{L}\s,/]{0,50}$/iu;
const SIGNED =
  /^(?:[([]\s*(?:đã\s+)?(?:ký|kí|chữ ký|daky)[^\n]{0,60}[)\]]|(?:đã ký|đã kí|ký tên(?:,[^\n]{0,40})?|ký,? (?:và )?ghi rõ họ tên|ký số|daky))\.?$/i;
const NAME =
  /^(?:(?:ThS|TS|PGS|GS|BS|Đại tá|Thượng tá|Trung tá|Thiếu tá|Thiếu tướng|Trung tướng|Đại úy|Thượng úy)[. ]+){0,3}\p{Lu}[\p{Ll}]*(?: \p{Lu}[\p{Ll}]*){1,5}(?:\s*\(?đã ký\)?)?$/u;
const CAPS_NAME = /^\p{Lu}+(?: \p{Lu}+){1,4}$/u;
const CAPS_LINE = /^\p{Lu}+(?:[ ,-]+\p{Lu}+){1,12}$/u;
const BODY = /^(?:ỦY BAN|UBND|HỘI ĐỒNG|HĐND|BAN |SỞ |CHÍNH PHỦ|BỘ |VĂN PHÒNG|ĐẢNG ỦY|CÔNG AN)/u;
const STAMP =
  /^(?:(?:được )?ký (?:số )?bởi(?![\p{L}])|(?:người ký|thời gian ký|ngày ký|cơ quan ký|chữ ký số|tổ chức xác thực|nguồn xác thực|xác thực chữ ký|mã xác thực|date|reason|location|signer|certificate)\s*:|digitally signed|signature not verified|signed by|(?:tài liệu|văn bản)(?: này)?(?: đã)? được ký (?:số|điện tử) (?:bởi|ngày|lúc|vào))/iu;
const STAMP_FOLLOW = /^(?:e-?mail|cơ quan|tổ chức|thời gian|đơn vị|chức vụ|ngày)\s*:/i;
const SEAL =
  /^(?:[([]?\s*(?:hỏa tốc|hoả tốc|thượng khẩn|khẩn|mật|tối mật|tuyệt mật|dự thảo(?: \d+)?|bản sao|sao y|sao y bản chính|sao lục|trích sao|bản chính|đã ký(?: số)?|chữ ký số|công văn đến|văn bản đến|đến|con dấu|đóng dấu|dấu đỏ|l\.s\.?)(?: lần \d+| hẹn giờ)?\s*[)\]]?)$/i;
const INCOMING = /^(?:công văn |văn bản )?đến\s*(?:số\s*:|ngày\s*:)|^(?:số đến|ngày đến)\s*:/i;
const PAGE =
  /^(?:[-–—~|.\s]*(?:trang|page|tr\.)\s*(?:số\s*)?:?\s*\d{1,4}(?:\s*(?:\/|of|trên|của|\|)\s*\d{1,4})?[-–—~|.\s]*|[-–—~|]+\s*\d{1,4}\s*[-–—~|]+|\d{1,4}\s*\|\s*(?:trang|page)|page\s?\|\s?\d{1,4}|\[\s?\d{1,4}\s?\/\s?\d{1,4}\s?\])$/i;
/** '12', or '3/15' where the second could be no month. */
const LONE_NUMBER = /^\d{1,3}(?:\s?\/\s?(?:1[3-9]|[2-9]\d|\d{3}))?$/;
const GAZETTE =
  /^(?:\d{1,4}\s+)?công báo(?:\s+(?:(?:tỉnh|thành phố)[^/]{0,30}|[^/\d]{2,30}(?=\/)))?\s*(?:\/|$|số\s*\d)|^số\s*\d+(?:\s*\+\s*\d+)+(?:\s*\/.*|\s*ngày.*)?$|^phần (?:văn bản|i+)\b.{0,20}(?:quy phạm pháp luật|văn bản khác)$/i;
const RULE_LINE = /^[\s\-–—_=*~.…•·+#|/\\°oO0]{3,}$|^[-–—_=*~·•#]+$/;
const FOOTER =
  /^(?:nguồn (?:tra cứu|văn bản)\s*:|nguồn(?: tin)?\s*:\s*(?=.*(?:\.vn|\.com|cổng|báo|trang|thư viện|ttxvn|sưu tầm|internet))|(?:tài liệu|văn bản) (?:được )?tải (?:về|xuống) từ|(?:xem thêm|tải về|tải xuống|tải văn bản|in trang này|in bài này|văn bản gốc|file đính kèm|tệp đính kèm|chia sẻ|về đầu trang|quay lại)\s*(?::.*)?$|(?:lượt xem|từ khóa)\s*:|^(?:in|ngày in|giờ in)(?: ngày| lúc)?\s*:\s*\d|bản quyền thuộc|copyright|©)/i;
/** 'Số:      /TB-UBND', 'V/v' alone: a head that a draft leaves to be filled in. */
const BLANK_DATE = /^[\p{L}\s.…_,]{0,40}ngày\s*[.…_]+\s*tháng\s*[.…_]+\s*năm\s*(?:20)?[.…_]*\s*$/iu;
const BLANK_FIELD = /^[-+•*]?\s*\p{L}[\p{L} ,/()]{1,40}:\s*[.…_]{3,}[\s.…_;,]*$/u;
const RECIPIENT_ALONE = /^[-–+•*]?\s*như (?:trên|kính gửi|điều \d{1,2})\s*[;.]?$/i;
const BLANK_HEAD = /^(?:số\s*:?\s*[.…_\s]*\/\s?[\p{L}\d&/–-]{2,30}|v\/v\s*[.…_:\s]*)$/iu;
const MOTTO =
  /^(?:cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập\s*[-–—]\s*tự do\s*[-–—]\s*hạnh phúc)[\s.*]*$/i;

/** Lines dropped by themselves, tried in order. */
const ALONE: readonly (readonly [RegExp, string])[] = [
  [RULE_LINE, REASONS.rule],
  [PAGE, REASONS.page],
  [MOTTO, REASONS.motto],
  [GAZETTE, REASONS.gazette],
  [STAMP, REASONS.stamp],
  [SEAL, REASONS.stamp],
  [INCOMING, REASONS.stamp],
  [FOOTER, REASONS.footer],
  [BLANK_HEAD, REASONS.blank],
  [BLANK_DATE, REASONS.blank],
  [BLANK_FIELD, REASONS.blank],
  [RECIPIENT_ALONE, REASONS.recipients],
  [FILED, REASONS.recipients],
];

const standalone = (line: string): string | undefined => {
  if (SIGNED.test(line) && /^[([]/.test(line)) return REASONS.signature;
  return ALONE.find(([pattern]) => pattern.test(line))?.[1];
};

/** Motto and gazette lines that sit on one line with a neighbour ("CỘNG HÒA … Độc lập - …"). */
const MOTTO_ROW =
  /^cộng h(?:òa|oà) xã hội chủ nghĩa việt nam\s+độc lập\s*[-–]\s*tự do\s*[-–]\s*hạnh phúc[\s\-_]*$/i;

/** Blank lines included: names stand far below the post, room is left for the seal. */
const NAME_FIELD = /^(?:họ và tên|họ tên|chức vụ)\s*:?[\s.…_]*$/i;
const SIGNATURE_REACH = 14;

/** All of a signature on one line: 'TM. UBND XÃ CHỦ TỊCH (Đã ký) Nguyễn Văn A'. */
const SIGNED_WITHIN = /[([]\s*(?:đã\s+)?(?:ký|kí)[^)\]]{0,40}[)\]]/iu;
/** A word in small letters: then the line is a sentence, not a signature. */
const LOWER_WORD = /(?:^|\s)\p{Ll}/u;

const isSignatureHead = (lines: readonly string[], at: number): boolean => {
  const line = lines[at] ?? '';
  if (PROXY.test(line) && !LOWER_WORD.test(line.replace(SIGNED_WITHIN, ''))) return true;
  const next = lines.slice(at + 1, at + SIGNATURE_REACH).find((text) => text !== '');
  if ((CAPS_LINE.test(line) || SIGNER.test(line)) && SIGNED.test(next ?? '')) return true;
  if (!POST.test(line)) return false;
  return (
    next !== undefined &&
    (NAME.test(next) || SIGNED.test(next) || POST.test(next) || CAPS_NAME.test(next))
  );
};

const isOffice = (line: string): boolean =>
  PROXY.test(line) || POST.test(line) || SIGNED.test(line) || SEAL.test(line);

const isSigner = (line: string, first: boolean): boolean =>
  NAME.test(line) || (!first && CAPS_NAME.test(line) && !BODY.test(line));

/** Index just after the signature block that begins at `at`. */
const signatureEnd = (lines: readonly string[], at: number): number => {
  let end = at + 1;
  for (let i = at + 1; i < Math.min(lines.length, at + SIGNATURE_REACH); i += 1) {
    const line = lines[i] ?? '';
    if (line === '') continue;
    const first = i === at + 1;
    const body = first && BODY.test(line) && PROXY.test(lines[i + 1] ?? '');
    if (!isOffice(line) && !body) return isSigner(line, first) ? i + 1 : end;
    end = i + 1;
  }
  return end;
};

const RECIPIENT_REACH = 40;
const LONGEST_RECIPIENT = 120;

/** Index just after the recipients block that begins at `at`. */
const recipientsEnd = (lines: readonly string[], at: number): number => {
  let end = at + 1;
  for (let i = at + 1; i < Math.min(lines.length, at + RECIPIENT_REACH); i += 1) {
    const line = lines[i] ?? '';
    if (line === '') continue;
    const loose =
      /;$/.test(line) &&
      line.length <= LONGEST_RECIPIENT &&
      !/^(?:điều|chương|phần|mục|[ivx]+\.|\d+\.)\s/i.test(line) &&
      !isSignatureHead(lines, i);
    if (!RECIPIENT_ITEM.test(line) && !FILED.test(line) && !loose) return end;
    end = i + 1;
    if (FILED.test(line)) return end;
  }
  return end;
};

const stampEnd = (lines: readonly string[], at: number): number => {
  let end = at + 1;
  while (
    end < Math.min(lines.length, at + 6) &&
    (STAMP_FOLLOW.test(lines[end] ?? '') || STAMP.test(lines[end] ?? ''))
  )
    end += 1;
  return end;
};

interface Block {
  readonly end: number;
  readonly reason: string;
}

const blockAt = (lines: readonly string[], at: number): Block | undefined => {
  const line = lines[at] ?? '';
  if (RECIPIENTS.test(line)) return { end: recipientsEnd(lines, at), reason: REASONS.recipients };
  if (isSignatureHead(lines, at))
    return { end: signatureEnd(lines, at), reason: REASONS.signature };
  if (STAMP.test(line)) return { end: stampEnd(lines, at), reason: REASONS.stamp };
  if (SIGNED.test(line) && (NAME.test(lines[at + 1] ?? '') || NAME_FIELD.test(lines[at + 1] ?? '')))
    return { end: at + 2, reason: REASONS.signature };
  if (MOTTO_ROW.test(line)) return { end: at + 1, reason: REASONS.motto };
  const reason = standalone(line);
  return reason === undefined ? undefined : { end: at + 1, reason };
};

/** A lone number between other lines is a page number unless the caller reads tables itself. */
const isPageBetween = (lines: readonly string[], at: number, tables: boolean): boolean =>
  !tables && lines.length > 1 && LONE_NUMBER.test(lines[at] ?? '');

/**
 * Judges every line. `lines` are trimmed; `tables` keeps lone numbers, which may be row numbers.
 */
export const judgeLines = (lines: readonly string[], tables = false): LineVerdict[] => {
  const verdicts: LineVerdict[] = [];
  for (let at = 0; at < lines.length; ) {
    const block = blockAt(lines, at);
    const lone = block === undefined && isPageBetween(lines, at, tables);
    const end = block?.end ?? at + 1;
    const reason = block?.reason ?? (lone ? REASONS.page : undefined);
    for (; at < end; at += 1) {
      const text = lines[at] ?? '';
      verdicts.push({ text, reason: text === '' ? undefined : reason });
    }
  }
  return verdicts;
};
