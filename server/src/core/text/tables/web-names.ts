/** Web names — tên miền quen thuộc.
 *
 * Vietnamese words behind the bare letters of known domain names (chinhphu → chính phủ), so that an
 * address can be said and remembered. Unknown names are read by syllables or letter names elsewhere.
 */
const TABLE = `
chinhphu=chính phủ;xaydungchinhsach=xây dựng chính sách;baochinhphu=báo chính phủ;vanban=văn bản;vbpl=vê bê pê lờ;dichvucong=dịch vụ công;dvc=dê vê xê;motcua=một cửa;quochoi=quốc hội;moj=mờ o gi;mps=mờ pê ét;moha=mờ o hát a;bocongan=bộ công an;congan=công an;xa=xã;phuong=phường;tinh=tỉnh;thon=thôn;ubmttq=u bê mờ tê tê quy;doanthanhnien=đoàn thanh niên;hoinongdan=hội nông dân;hoiphunu=hội phụ nữ;truyenthanhxa=truyền thanh xã;dienluc=điện lực;tuyphuoc=tuy phước;annhon=an nhơn;pleiku=plây cu;baucu=bầu cử;botuphap=bộ tư pháp;tuphap=tư pháp;sotuphap=sở tư pháp;stp=ét tê pê;stttt=ét tê tê tê tê;pbgdpl=pê bê giê dê pê lờ;phapluat=pháp luật;phaplyvn=pháp lý vê nờ;phaply=pháp lý;thuvienphapluat=thư viện pháp luật;luatvietnam=luật việt nam;vanbanphapluat=văn bản pháp luật;tracuu=tra cứu;congbao=công báo;baohiemxahoi=bảo hiểm xã hội;bhxh=bê hát ích hát;gialai=gia lai;binhdinh=bình định;quynhon=quy nhơn;daklak=đắc lắc;kontum=kon tum;hanoi=hà nội;danang=đà nẵng;tphcm=tê pê hát xê mờ;hochiminhcity=hồ chí minh xi ti;hue=huế;haiphong=hải phòng;cantho=cần thơ;quangngai=quảng ngãi;quangnam=quảng nam;phuyen=phú yên;khanhhoa=khánh hòa;lamdong=lâm đồng;nghean=nghệ an;thanhhoa=thanh hóa;hatinh=hà tĩnh;quangtri=quảng trị;baogialai=báo gia lai;baobinhdinh=báo bình định;nhandan=nhân dân;baonhandan=báo nhân dân;dangcongsan=đảng cộng sản;tienphong=tiền phong;tuoitre=tuổi trẻ;thanhnien=thanh niên;vnexpress=vê nờ éch xpret;vietnamnet=việt nam nét;dantri=dân trí;laodong=lao động;xaluan=xã luận;mattran=mặt trận;hoidap=hỏi đáp;tapchi=tạp chí;bao=báo;cong=cổng;congdan=công dân;congthongtin=cổng thông tin;thongtin=thông tin;thongtinchinhphu=thông tin chính phủ;truyenthanh=truyền thanh;ttcs=tê tê xê ét;mattrantoquoc=mặt trận tổ quốc;ubnd=u bê nờ dê;ubndxa=u bê nờ dê xã;ubndtinh=u bê nờ dê tỉnh;hdnd=hát dê nờ dê;gdt=giê dê tê;thuedientu=thuế điện tử;hoadondientu=hóa đơn điện tử;moet=mờ o e tê;moh=mờ o hát;molisa=mờ o lờ i ét a;mic=mờ i xê;most=mờ o ét tê;mae=mờ a e;mard=mờ a rờ dê;monre=mờ o nờ rờ e;moc=mờ o xê;mof=mờ o ép;mot=mờ o tê;moit=mờ o i tê;vneid=vê nờ e i đê;vssid=vê ét ét i đê;toaan=tòa án;vksndtc=vê ca ét nờ dê tê xê;tandtc=tê a nờ dê tê xê;thads=tê hát a dê ét;dangkykinhdoanh=đăng ký kinh doanh;dangky=đăng ký;dangkyquamang=đăng ký qua mạng;muasamcong=mua sắm công;kiemtoannhanuoc=kiểm toán nhà nước;thanhtra=thanh tra;tiepcongdan=tiếp công dân;hotro=hỗ trợ;bvhttdl=bê vê hát tê tê dê lờ;ncov=nờ cô vi;nongthonmoi=nông thôn mới;giamngheo=giảm nghèo;quocphong=quốc phòng;mod=mờ o dê;sbv=ét bê vê;vbsp=vê bê ét pê;evn=e vê nờ;cskh=xê ét ca hát;npc=nờ pê xê;cpc=xê pê xê;hcmcpv=hát xê mờ xê pê vê;tutuong=tư tưởng;hocbai=học bài;cuocthi=cuộc thi;timhieuphapluat=tìm hiểu pháp luật;thitructuyen=thi trực tuyến;tructuyen=trực tuyến;egov=e gốp;lienhe=liên hệ;gopy=góp ý;vanthu=văn thư;tuyenquang=tuyên quang;quangninh=quảng ninh;bacninh=bắc ninh;hungyen=hưng yên;ninhbinh=ninh bình;dongnai=đồng nai;tayninh=tây ninh;vinhlong=vĩnh long;dongthap=đồng tháp;camau=cà mau;angiang=an giang;laichau=lai châu;dienbien=điện biên;sonla=sơn la;langson=lạng sơn;caobang=cao bằng;laocai=lào cai;thainguyen=thái nguyên;phutho=phú thọ`;

/** Bare letters of one part of a domain name → words. */
export const WEB_NAMES: ReadonlyMap<string, string> = new Map(
  TABLE.split(/[;\n]/)
    .filter((entry) => entry.includes('='))
    .map((entry) => entry.split('=') as [string, string]),
);

/** Endings of domain names. */
export const WEB_ENDINGS: ReadonlyMap<string, string> = new Map([
  ['vn', 'vê nờ'],
  ['gov', 'gốp'],
  ['com', 'com'],
  ['org', 'oóc'],
  ['net', 'nét'],
  ['edu', 'e đu'],
  ['info', 'in phô'],
  ['www', 'vê kép vê kép vê kép'],
  ['gmail', 'gi meo'],
  ['yahoo', 'da hu'],
  ['html', 'hát tê mờ lờ'],
  ['htm', 'hát tê mờ'],
  ['aspx', 'a ét pê ích'],
  ['php', 'pê hát pê'],
  ['pdf', 'pê đê ép'],
  ['facebook', 'phây búc'],
  ['zalo', 'da lô'],
  ['youtube', 'diu túp'],
  ['me', 'mi'],
  ['biz', 'bít'],
]);
