/**
 * Templates — mẫu bản tin.
 *
 * Texts that a commune sends out again and again, with what changes in square brackets. A template is
 * spoken Vietnamese whatever the language of the page. Pure: which places are still open is said of the
 * text alone, so that a draft kept on this device is told of them too.
 */
import type { Field } from '@loaso/shared/wire/http/content';

export type Template = {
  readonly id: string;
  readonly name: string;
  readonly field: Field;
  readonly text: string;
};

const lines = (...text: readonly string[]): string => text.join('\n');

export const TEMPLATES: readonly Template[] = [
  {
    id: 'tin-17-gio',
    name: 'Tin 17 giờ',
    field: 'general',
    text: lines(
      'BẢN TIN 17 GIỜ',
      'Kính mời bà con nghe bản tin 17 giờ của [tên đài].',
      'Tin thứ nhất: [tin thứ nhất]',
      'Tin thứ hai: [tin thứ hai]',
      'Bản tin đến đây là hết. Cảm ơn bà con đã lắng nghe.',
    ),
  },
  {
    id: 'tiem-chung',
    name: 'Tiêm chủng',
    field: 'knowledge',
    text: lines(
      'THÔNG BÁO',
      'Về việc tiêm chủng mở rộng cho trẻ em',
      'Trạm y tế tổ chức tiêm chủng từ [giờ] ngày [ngày] tại [nơi tiêm].',
      'Mời các gia đình có con [độ tuổi] đưa trẻ đến tiêm đúng giờ, mang theo sổ tiêm chủng.',
      'Trẻ đang sốt hoặc đang ốm thì hẹn tiêm đợt sau. Cần hỏi thêm, gọi số [điện thoại].',
    ),
  },
  {
    id: 'canh-bao-bao',
    name: 'Cảnh báo bão',
    field: 'direction',
    text: lines(
      'THÔNG BÁO',
      'Về việc ứng phó với bão số [số bão]',
      'Theo dự báo, từ [giờ] ngày [ngày], bão gây mưa to và gió mạnh cấp [cấp gió] ở địa phương.',
      'Đề nghị bà con chằng chống nhà cửa, cắt tỉa cành cây, đưa tàu thuyền vào nơi trú tránh.',
      'Nhà ở nơi trũng, ven sông, ven biển chuẩn bị sơ tán đến [nơi sơ tán] khi có lệnh.',
      'Cần giúp đỡ, gọi số [điện thoại].',
    ),
  },
  {
    id: 'moi-hop',
    name: 'Mời họp thôn',
    field: 'general',
    text: lines(
      'THÔNG BÁO',
      'Về việc họp [tên thôn]',
      'Kính mời đại diện các hộ gia đình dự họp lúc [giờ] ngày [ngày] tại [nơi họp].',
      'Nội dung: [nội dung họp]',
      'Đề nghị bà con đến đúng giờ.',
    ),
  },
  {
    id: 'cat-dien',
    name: 'Ngừng cấp điện',
    field: 'general',
    text: lines(
      'THÔNG BÁO',
      'Về việc tạm ngừng cấp điện',
      'Điện lực tạm ngừng cấp điện từ [giờ] đến [giờ có điện] ngày [ngày] tại [nơi mất điện].',
      'Lý do: [lý do]',
      'Mong bà con thông cảm và chủ động sắp xếp công việc.',
    ),
  },
];

const BLANK = /\[[^\][\n]+\]/gu;

const KNOWN: ReadonlySet<string> = new Set(
  TEMPLATES.flatMap(({ text }) => text.match(BLANK) ?? []),
);

export type Blank = { readonly name: string; readonly start: number; readonly end: number };

/** Places of a template that still stand in `text`, in order; other brackets are the text's own. */
export const blanksIn = (text: string): Blank[] =>
  [...text.matchAll(BLANK)]
    .filter(([name]) => KNOWN.has(name))
    .map((found) => ({
      name: found[0].slice(1, -1),
      start: found.index,
      end: found.index + found[0].length,
    }));
