/** Issuers — cơ quan ban hành.
 *
 * The bodies that sign documents, by the letters of their symbol, and the sectors from which ministry
 * (B…) and department (S…) letters are composed. It knows no kind of document.
 */
const FIXED = `
CP=chính phủ;TTg=thủ tướng chính phủ;TTG=thủ tướng chính phủ;CTN=chủ tịch nước;QH=quốc hội;UBTVQH=ủy ban thường vụ quốc hội;VPQH=văn phòng quốc hội;VPCP=văn phòng chính phủ;VPCTN=văn phòng chủ tịch nước
UBND=ủy ban nhân dân;HĐND=hội đồng nhân dân;HDND=hội đồng nhân dân;CTUBND=chủ tịch ủy ban nhân dân;VPUBND=văn phòng ủy ban nhân dân;VP=văn phòng;VPHĐND=văn phòng hội đồng nhân dân;TTHĐND=thường trực hội đồng nhân dân;TTHĐ=thường trực hội đồng;CT=chủ tịch;ĐĐBQH=đoàn đại biểu quốc hội;ĐBQH=đoàn đại biểu quốc hội
HĐTP=hội đồng thẩm phán;TANDTC=tòa án nhân dân tối cao;TAND=tòa án nhân dân;TA=tòa án;VKSNDTC=viện kiểm sát nhân dân tối cao;VKSTC=viện kiểm sát nhân dân tối cao;VKSND=viện kiểm sát nhân dân;VKS=viện kiểm sát;KTNN=kiểm toán nhà nước;NHNN=ngân hàng nhà nước;TTCP=thanh tra chính phủ;UBDT=ủy ban dân tộc;BHXH=bảo hiểm xã hội;BHXHVN=bảo hiểm xã hội việt nam;TTXVN=thông tấn xã việt nam;NHCSXH=ngân hàng chính sách xã hội;UBQLV=ủy ban quản lý vốn
TW=trung ương;TƯ=trung ương;BCHTW=ban chấp hành trung ương;TU=tỉnh ủy;HU=huyện ủy;ĐU=đảng ủy;ĐUK=đảng ủy khối;ThU=thị ủy;TĐ=trung đoàn;QUTW=quân ủy trung ương;VPTW=văn phòng trung ương;BTCTW=ban tổ chức trung ương;BTGTW=ban tuyên giáo trung ương;BTGDVTW=ban tuyên giáo và dân vận trung ương;UBKTTW=ủy ban kiểm tra trung ương;BNCTW=ban nội chính trung ương;BDVTW=ban dân vận trung ương;BTCTU=ban tổ chức tỉnh ủy;BTGTU=ban tuyên giáo tỉnh ủy;UBKTTU=ủy ban kiểm tra tỉnh ủy;VPTU=văn phòng tỉnh ủy;BTGDVTU=ban tuyên giáo và dân vận tỉnh ủy;BTG=ban tuyên giáo;BTV=ban thường vụ;CB=chi bộ;ĐB=đảng bộ;ĐH=đại hội
MTTQ=mặt trận tổ quốc;MTTW=ủy ban trung ương mặt trận tổ quốc việt nam;UBTWMTTQVN=ủy ban trung ương mặt trận tổ quốc việt nam;ĐCTUBTWMTTQVN=đoàn chủ tịch ủy ban trung ương mặt trận tổ quốc việt nam;UBMTTQ=ủy ban mặt trận tổ quốc;MTTQVN=mặt trận tổ quốc việt nam;UBMTTQVN=ủy ban mặt trận tổ quốc việt nam;MTTQ-BTT=ban thường trực mặt trận tổ quốc;BTT=ban thường trực;TLĐ=tổng liên đoàn lao động;TLĐLĐVN=tổng liên đoàn lao động việt nam;LĐLĐ=liên đoàn lao động;TWĐTN=trung ương đoàn thanh niên;ĐTN=đoàn thanh niên;TWĐ=trung ương đoàn;ĐCT=đoàn chủ tịch;HND=hội nông dân;HNDVN=hội nông dân việt nam;LHPN=liên hiệp phụ nữ;HLHPN=hội liên hiệp phụ nữ;HPN=hội phụ nữ;CCB=cựu chiến binh;HCCB=hội cựu chiến binh
CAT=công an tỉnh;CAX=công an xã;CAH=công an huyện;CATP=công an thành phố;CA=công an;BCH=ban chỉ huy;BCHQS=ban chỉ huy quân sự;BĐBP=bộ đội biên phòng;PTP=phòng tư pháp;STTT=sở thông tin và truyền thông;BQL=ban quản lý;BQLKKT=ban quản lý khu kinh tế;KKT=khu kinh tế;BCĐ=ban chỉ đạo;BCĐĐA06=ban chỉ đạo đề án không sáu;BTCLT=ban tổ chức lễ tang;BTC=bộ tài chính;HĐPH=hội đồng phối hợp;HĐPHPBGDPL=hội đồng phối hợp phổ biến, giáo dục pháp luật;HĐPBGDPL=hội đồng phổ biến, giáo dục pháp luật;HĐBC=hội đồng bầu cử;HĐBCQG=hội đồng bầu cử quốc gia;UBBC=ủy ban bầu cử;TCT=tổng cục thuế;TCHQ=tổng cục hải quan;CT-TTHT=cục thuế;CTHADS=cục thi hành án dân sự;THADS=thi hành án dân sự;CCT=chi cục thuế;KBNN=kho bạc nhà nước;TTDVVL=trung tâm dịch vụ việc làm;PCTT=phòng, chống thiên tai;PCTTTKCN=phòng, chống thiên tai và tìm kiếm cứu nạn;VPĐP=văn phòng điều phối;TTYT=trung tâm y tế;TYT=trạm y tế;ĐUX=đảng ủy xã;ĐUP=đảng ủy phường;LĐTBXH=bộ lao động, thương binh và xã hội;BCHPTDS=ban chỉ huy phòng thủ dân sự;HĐNVQS=hội đồng nghĩa vụ quân sự;UBMTTQX=ủy ban mặt trận tổ quốc xã;VPĐU=văn phòng đảng ủy;UBKTĐU=ủy ban kiểm tra đảng ủy;BXDĐ=ban xây dựng đảng;BTCĐU=ban tổ chức đảng ủy;EVNCPC=tổng công ty điện lực miền trung;PVHCC=trung tâm phục vụ hành chính công;HĐND&UBND=hội đồng nhân dân và ủy ban nhân dân;VPHĐND&UBND=văn phòng hội đồng nhân dân và ủy ban nhân dân;VP.HĐND&UBND=văn phòng hội đồng nhân dân và ủy ban nhân dân;CAP=công an phường;TTDVTH=trung tâm dịch vụ tổng hợp;HCTĐ=hội chữ thập đỏ;HNCT=hội người cao tuổi;CCTHADS=chi cục thi hành án dân sự;CT.UBND=chủ tịch ủy ban nhân dân;HĐTVTS=hội đồng tuyển sinh;BV=bệnh viện;THCS=trường trung học cơ sở;THPT=trường trung học phổ thông;TH=trường tiểu học;MN=trường mầm non;ĐHQG=đại học quốc gia;ĐHQN=đại học quy nhơn;BKT-NS=ban kinh tế ngân sách;BPC=ban pháp chế;BVHXH=ban văn hóa xã hội;BKTNS=ban kinh tế ngân sách;LN=liên ngành;TTr=thanh tra;TTT=thanh tra tỉnh;PGDĐT=phòng giáo dục và đào tạo;PTCKH=phòng tài chính kế hoạch;PNV=phòng nội vụ;PVHXH=phòng văn hóa xã hội;VHXH=phòng văn hóa xã hội;KT=phòng kinh tế;KTNS=ban kinh tế ngân sách;KTHT=phòng kinh tế hạ tầng;KTHTĐT=phòng kinh tế, hạ tầng và đô thị;PKTHTĐT=phòng kinh tế, hạ tầng và đô thị;CTHĐQT=chủ tịch hội đồng quản trị;HĐQT=hội đồng quản trị;HĐTV=hội đồng thành viên;ĐLGL=điện lực gia lai;TGĐ=tổng giám đốc;GĐ=giám đốc;PKT=phòng kinh tế;HĐTĐKT=hội đồng thi đua khen thưởng;BTĐKT=ban thi đua khen thưởng;HĐGDQP=hội đồng giáo dục quốc phòng;TTPVHCC=trung tâm phục vụ hành chính công`;

const SECTORS = `
TP=tư pháp;TC=tài chính;NV=nội vụ;XD=xây dựng;YT=y tế;CT=công thương;GDĐT=giáo dục và đào tạo;GD&ĐT=giáo dục và đào tạo;KHCN=khoa học và công nghệ;KH&CN=khoa học và công nghệ;KHĐT=kế hoạch và đầu tư;KH&ĐT=kế hoạch và đầu tư
NNPTNT=nông nghiệp và phát triển nông thôn;NN&PTNT=nông nghiệp và phát triển nông thôn;NNMT=nông nghiệp và môi trường;NN&MT=nông nghiệp và môi trường;NNPTN=nông nghiệp và phát triển nông thôn;TNMT=tài nguyên và môi trường;TN&MT=tài nguyên và môi trường;LĐTBXH=lao động, thương binh và xã hội;LĐTB&XH=lao động, thương binh và xã hội;LĐ-TBXH=lao động, thương binh và xã hội;LĐTBVXH=lao động, thương binh và xã hội
VHTTDL=văn hóa, thể thao và du lịch;VHTT&DL=văn hóa, thể thao và du lịch;VHTT=văn hóa và thể thao;TTTT=thông tin và truyền thông;TT&TT=thông tin và truyền thông;GTVT=giao thông vận tải;CA=công an;QP=quốc phòng;NG=ngoại giao;NgV=ngoại vụ;DTTG=dân tộc và tôn giáo;DT=dân tộc;DL=du lịch;QHKT=quy hoạch kiến trúc;GD=giáo dục;VH=văn hóa;LĐ=lao động;TM=thương mại;CN=công nghiệp;TS=thủy sản;TCKH=tài chính kế hoạch`;

const parse = (table: string): Map<string, string> =>
  new Map(
    table
      .split(/[;\n]/)
      .filter((entry) => entry.includes('='))
      .map((entry) => entry.split('=') as [string, string]),
  );

const ISSUERS = parse(FIXED);
const SECTOR_WORDS = parse(SECTORS);

/** Sector words by letters ('KH&ĐT' → 'kế hoạch và đầu tư'). */
export const sectorInWords = (letters: string): string | undefined => SECTOR_WORDS.get(letters);

const composed = (letters: string): string | undefined => {
  const sector = SECTOR_WORDS.get(letters.slice(1));
  if (sector === undefined) return undefined;
  if (letters.startsWith('B')) return `bộ ${sector}`;
  return letters.startsWith('S') ? `sở ${sector}` : undefined;
};

const LEVELS: Readonly<Record<string, string>> = {
  TW: 'trung ương',
  TƯ: 'trung ương',
  TU: 'tỉnh ủy',
  HU: 'huyện ủy',
};

/** 'BCĐTW' → 'ban chỉ đạo trung ương'. */
const atLevel = (letters: string): string | undefined => {
  const body = ISSUERS.get(letters.slice(0, -2));
  const level = LEVELS[letters.slice(-2)];
  return body === undefined || level === undefined ? undefined : `${body} ${level}`;
};

/** Words of the body behind symbol letters, or undefined: 'BTP' → 'bộ tư pháp', 'STP' → 'sở tư pháp'. */
export const issuerInWords = (letters: string): string | undefined =>
  ISSUERS.get(letters) ?? composed(letters) ?? atLevel(letters);

/** Bodies of equal standing, which sign a document together: none of them is a unit of another. */
const JOINT =
  /^(?:CP|UBTVQH|TANDTC|VKSNDTC|KTNN|(?:TT|VP)?HĐND|UBND|(?:BTT)?(?:UB)?MTTQ(?:VN|X)?|(?:ĐCT)?UBTWMTTQVN|TLĐ(?:LĐVN)?|LĐLĐ|H?LHPN|HPN|HND(?:VN)?|H?CCB|ĐTN|TWĐTN|BCHQS|BĐBP|CA[TXP]?|BHXH|NHCSXH|[TĐH]U)$/;

const standing = (letters: string): string | undefined => {
  if (JOINT.test(letters)) return 'body';
  return composed(letters)?.split(' ')[0];
};

/** True where all are bodies, ministries or departments: the second is no unit of the first. */
export const signTogether = (issuers: readonly string[]): boolean => {
  const [first, ...others] = issuers.map(standing);
  return first !== undefined && others.every((other) => other === first);
};
