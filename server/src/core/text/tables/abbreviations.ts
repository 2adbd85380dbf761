/** Abbreviations — chữ viết tắt: the merged table and its small dotted and slashed forms.
 *
 * One look-up for all abbreviations with a single meaning. It knows no context and no document.
 */
import { FIELD_ABBREVIATIONS } from './abbreviations-field.js';
import { OFFICE_ABBREVIATIONS } from './abbreviations-offices.js';
import { SOCIETY_ABBREVIATIONS } from './abbreviations-society.js';
import { STATE_ABBREVIATIONS } from './abbreviations-state.js';

const SHORT_FORMS = `
STT=số thứ tự;STK=số tài khoản;ÂL=âm lịch;DL=dương lịch;VD=ví dụ;Vd=ví dụ;SĐT=số điện thoại;ĐTDĐ=điện thoại di động;ĐKTT=đăng ký thường trú;TLTK=tài liệu tham khảo;BBT=ban biên tập;CBNV=cán bộ, nhân viên;NXB=nhà xuất bản;NSƯT=nghệ sĩ ưu tú;NSND=nghệ sĩ nhân dân;NGƯT=nhà giáo ưu tú;NGND=nhà giáo nhân dân;CLB=câu lạc bộ;TCCB=tổ chức cán bộ;TC-HC=tổ chức, hành chính;HCTH=hành chính, tổng hợp;KHTH=kế hoạch tổng hợp;TTHĐND=thường trực hội đồng nhân dân;QLTT=quản lý thị trường;CQĐV=cơ quan, đơn vị;ĐV=đơn vị;ĐVT=đơn vị tính;BCHTW=ban chấp hành trung ương;HTNV=hoàn thành nhiệm vụ;KHLT=kế hoạch liên tịch;NQLT=nghị quyết liên tịch;TTLT=thông tư liên tịch;VBHN=văn bản hợp nhất;TTr=tờ trình;CTr=chương trình;CTHĐ=chương trình hành động;BCKQ=báo cáo kết quả;NQTW=nghị quyết trung ương;CTTTg=chỉ thị thủ tướng;CTMTQGXDNTM=chương trình mục tiêu quốc gia xây dựng nông thôn mới;ANTTCS=an ninh trật tự cơ sở;HĐNG=hợp đồng nguyên tắc;BCVT=bưu chính viễn thông;ĐLVN=điện lực việt nam
NĐ=nghị định;QĐ=quyết định;NQ=nghị quyết;NĐ-CP=nghị định chính phủ;QĐ-TTg=quyết định thủ tướng chính phủ;NQ-CP=nghị quyết chính phủ;CT-TTg=chỉ thị thủ tướng chính phủ;NQ/TW=nghị quyết trung ương;CT/TW=chỉ thị trung ương;KL/TW=kết luận trung ương;KSND=kiểm sát nhân dân;ĐKĐĐ=đăng ký đất đai;PL=pháp luật;VB=văn bản;KHĐĐ=kế hoạch đất đai
Th.S=thạc sĩ;ThS=thạc sĩ;Ths=thạc sĩ;T.S=tiến sĩ;TS=tiến sĩ;PGS=phó giáo sư;GS=giáo sư;PGS.TS=phó giáo sư, tiến sĩ;GS.TS=giáo sư, tiến sĩ;BS=bác sĩ;Bs=bác sĩ;BSCKI=bác sĩ chuyên khoa một;BSCKII=bác sĩ chuyên khoa hai;BS.CKI=bác sĩ chuyên khoa một;BS.CKII=bác sĩ chuyên khoa hai;CKI=chuyên khoa một;CKII=chuyên khoa hai;KS=kỹ sư;KTS=kiến trúc sư;Ks=kỹ sư;DS=dược sĩ;YS=y sĩ;ĐD=điều dưỡng;NHS=nữ hộ sinh;ThS.BS=thạc sĩ, bác sĩ;TS.BS=tiến sĩ, bác sĩ
tp=thành phố;tx=thị xã;t/p=thành phố;T/p=thành phố;t/x=thị xã;Th.s=thạc sĩ;th.s=thạc sĩ;Ng=nguyễn;CSVN=cộng sản việt nam;V/v=về việc;v/v=về việc;V/V=về việc;Đ/c=đồng chí;đ/c=đồng chí;Đ/C=đồng chí;T/M=thay mặt;t/m=thay mặt;K/g=kính gửi;b/c=báo cáo;B/c=báo cáo;P/h=phối hợp;p/h=phối hợp;x/d=xây dựng;QĐ/TW=quyết định trung ương;T/h=thực hiện;t/h=thực hiện;s/x=sản xuất;TB-XH=thương binh và xã hội
v.v=vân vân;V.v=vân vân;vv=vân vân;VV=vân vân;t.p=thành phố;T.P=thành phố;T.X=thị xã;T.T=thị trấn;VNĐ=việt nam đồng;VND=việt nam đồng;USD=đô la mỹ;EUR=ơ rô;Km=ki lô mét;QL=quốc lộ;TL=tỉnh lộ;HL=hương lộ`;

const parse = (table: string): [string, string][] =>
  table
    .split(/[;\n]/)
    .filter((entry) => entry.includes('='))
    .map((entry) => entry.split('=') as [string, string]);

/** Exact written letters → words. */
export const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ...parse(FIELD_ABBREVIATIONS),
  ...parse(OFFICE_ABBREVIATIONS),
  ...parse(SHORT_FORMS),
  ...parse(SOCIETY_ABBREVIATIONS),
  ...parse(STATE_ABBREVIATIONS),
]);

/** Abbreviations whose following full stop belongs to them ("TP. Quy Nhơn"). */
export const DOTTED_ABBREVIATIONS: ReadonlySet<string> = new Set(
  'tp tx Th.s Ng TP Tp TX Tx TT P Q X H Th.S ThS Ths TS GS PGS PGS.TS GS.TS BS Bs KS Ks CN LS DS YS T.S ĐT Đ/c đ/c Đ/C v.v V.v T.P T.X T.T KTS NSND NSƯT TM KT TL TUQ Q KP Tp.HCM Km QL TL'.split(
    ' ',
  ),
);
