/** Document types — loại văn bản.
 *
 * The letters that stand for a kind of document in its symbol (QĐ-UBND, TT-BTP, NQ/TW) and their words,
 * after Decree 30/2020/NĐ-CP and party guidance. It knows no issuer.
 */
const TABLE = `
NĐ=nghị định;ND=nghị định;QĐ=quyết định;QD=quyết định;TT=thông tư;TTLT=thông tư liên tịch;NQ=nghị quyết;NQLT=nghị quyết liên tịch
CT=chỉ thị;CTr=chương trình;CTR=chương trình;KH=kế hoạch;TTr=tờ trình;TTR=tờ trình;CV=công văn;BC=báo cáo;TB=thông báo;HD=hướng dẫn
KL=kết luận;L=luật;PL=pháp lệnh;ĐA=đề án;PA=phương án;DA=dự án;QC=quy chế;QyĐ=quy định;QĐi=quy định;TC=thông cáo
HĐ=hợp đồng;BB=biên bản;GM=giấy mời;GGT=giấy giới thiệu;GNP=giấy nghỉ phép;PG=phiếu gửi;PC=phiếu chuyển;PB=phiếu báo
VBHN=văn bản hợp nhất;TM=thư mời;TMo=thư mời;CĐ=công điện;GUQ=giấy ủy quyền;BGN=bản ghi nhớ;BTT=bản thỏa thuận;SL=sắc lệnh;SY=sao y;TrS=trích sao;SL=sao lục
KHPH=kế hoạch phối hợp;CTPH=chương trình phối hợp;CTrPH=chương trình phối hợp;QCPH=quy chế phối hợp;HDLN=hướng dẫn liên ngành;KHLT=kế hoạch liên tịch;HDLT=hướng dẫn liên tịch
QĐHC=quyết định hành chính;GXN=giấy xác nhận;GCN=giấy chứng nhận;GP=giấy phép;TTHĐ=thỏa thuận hợp đồng;LT=liên tịch;BCĐG=báo cáo đánh giá
QĐPD=quyết định phê duyệt;QĐXP=quyết định xử phạt;QĐXPHC=quyết định xử phạt hành chính;XPHC=xử phạt hành chính;QĐST=quyết định sơ thẩm;QĐPT=quyết định phúc thẩm
TBKL=thông báo kết luận;ĐK=đăng ký;NQHĐ=nghị quyết hội đồng;AL=án lệ;TL=tài liệu;ĐC=đề cương;BCTĐ=báo cáo thẩm định;BCTT=báo cáo thẩm tra;CTHĐ=chương trình hành động;CTHD=chương trình hành động
TUYÊN BỐ=tuyên bố;QUY ĐỊNH=quy định;GPXD=giấy phép xây dựng;GPKD=giấy phép kinh doanh;GPLĐ=giấy phép lao động;GPTC=giấy phép thi công;HĐKT=hợp đồng kinh tế;HĐLĐ=hợp đồng lao động;HĐMB=hợp đồng mua bán;HĐTĐ=hợp đồng thuê đất;HĐDV=hợp đồng dịch vụ;TTrLN=tờ trình liên ngành;CVLN=công văn liên ngành;BBLV=biên bản làm việc;CTPHLN=chương trình phối hợp liên ngành;KHPHLN=kế hoạch phối hợp liên ngành;QyC=quy chế;ThB=thông báo;QĐLN=quyết định liên ngành;QĐLT=quyết định liên tịch;NQCĐ=nghị quyết chuyên đề;TTHT=thông tri;LCT=lịch công tác;GB=giấy báo;GTr=giấy triệu tập;PYC=phiếu yêu cầu;TgTr=thông tri;ThT=thông tri;QyĐLT=quy định liên tịch`;

/** Letters → words of the kind of document. */
export const DOCUMENT_TYPES: ReadonlyMap<string, string> = new Map(
  TABLE.split(/[;\n]/)
    .filter((entry) => entry.includes('='))
    .map((entry) => entry.split('=') as [string, string]),
);

/** The nouns that may stand before a number and thereby say its kind. */
export const DOCUMENT_NOUNS =
  'nghị định|quyết định|thông tư(?: liên tịch)?|nghị quyết(?: liên tịch)?|chỉ thị|chương trình(?: hành động| phối hợp)?|kế hoạch(?: phối hợp| liên tịch)?|tờ trình|công văn|báo cáo|thông báo(?: kết luận)?|hướng dẫn(?: liên ngành)?|kết luận|luật|bộ luật|pháp lệnh|lệnh|đề án|phương án|dự án|quy chế(?: phối hợp)?|quy định|quy chuẩn|thông cáo|hợp đồng|biên bản|giấy mời|giấy phép|giấy giới thiệu|văn bản(?: hợp nhất| số)?|công điện(?: khẩn| hỏa tốc)?|thư mời|giấy báo|giấy triệu tập|thông cáo báo chí|thư ngỏ|lời kêu gọi|lịch công tác|sắc lệnh|hiến pháp|tuyên bố|phiếu chuyển|phiếu gửi|giấy chứng nhận|điều lệ|văn kiện|bản án|quyết định sơ thẩm|án lệ|thông tri|thông tư số|đề cương|nđ|qđ|tt|ttlt|nq|ct|kh|cv|tb|bc|ttr|hd|kl|đa|vbhn|ctr';
