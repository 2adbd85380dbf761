/** A letter on its way to a real mail server: what arrives, and what is said when it does not. */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { createSmtp, type SmtpOptions } from '#server/adapters/mail/smtp';
import { readConfig } from '#server/config';
import { createMailer } from '#server/main/mail';
import type { Mail } from '#server/ports/mail';
import {
  bodyOf,
  headerOf,
  type MailServer,
  makeCertificate,
  startMailServer,
} from '../../support/mail-server.js';

const pem = makeCertificate();
const mail: Mail = {
  id: 'inc-1.escalated.ctc-1',
  to: { name: 'Nguyễn Thị Ánh', address: 'anh@gialai.example' },
  subject: '[Loa Số] Sự cố: Mất điện khu vực — Xã Ia Grai (12 cụm)',
  text: 'Nguyên nhân: mất điện cả khu vực.\nViệc cần làm: gọi điện lực.\n.\nHết.\n',
  follows: ['inc-1.opened.ctc-1'],
  attachments: [],
};

describe('a letter over SMTP', () => {
  let server: MailServer | null = null;
  afterEach(async () => {
    await server?.stop();
    server = null;
  });

  const optionsFor = (port: number, change: Partial<SmtpOptions> = {}): SmtpOptions => ({
    host: '127.0.0.1',
    port,
    security: 'starttls',
    login: null,
    ca: pem.cert,
    from: { name: 'Loa Số', address: 'loaso@gialai.example' },
    timeMs: 4_000,
    ...change,
  });
  const open = async (...[options]: Parameters<typeof startMailServer>): Promise<MailServer> => {
    server = await startMailServer({ ...pem, ...options });
    return server;
  };
  const faultOf = async (change: Partial<SmtpOptions> = {}) => {
    const sent = await createSmtp(optionsFor(server?.port ?? 0, change))(mail);
    if (sent.ok) throw new Error('it was taken');
    return sent.error;
  };

  it('arrives encrypted, in Vietnamese letters, under the letter it follows', async () => {
    const { heard, port } = await open();
    expect(await createSmtp(optionsFor(port))(mail)).to.deep.equal({ ok: true, value: null });
    const [one] = heard;
    expect(one?.encrypted).to.equal(true);
    expect(one?.to).to.deep.equal(['anh@gialai.example']);
    const raw = one?.raw ?? '';
    expect(headerOf(raw, 'subject')).to.equal(mail.subject);
    expect(headerOf(raw, 'to')).to.equal('Nguyễn Thị Ánh <anh@gialai.example>');
    expect(headerOf(raw, 'message-id')).to.equal('<inc-1.escalated.ctc-1@gialai.example>');
    expect(headerOf(raw, 'in-reply-to')).to.equal('<inc-1.opened.ctc-1@gialai.example>');
    expect(headerOf(raw, 'auto-submitted')).to.equal('auto-generated');
    expect(bodyOf(raw).replaceAll('\r\n', '\n').trim()).to.equal(mail.text.trim());
  });

  it('carries a file whole', async () => {
    const { heard, port } = await open();
    const bytes = Buffer.from([0, 13, 10, 46, 13, 10, 255]);
    const attachments = [
      { name: 'báo cáo.xlsx', type: 'application/octet-stream', base64: bytes.toString('base64') },
    ];
    expect((await createSmtp(optionsFor(port))({ ...mail, attachments })).ok).to.equal(true);
    expect(heard[0]?.raw).to.include(bytes.toString('base64'));
  });

  it('has no header but ours, whatever is written into names and headings', async () => {
    const { heard, port } = await open();
    const evil = 'x\r\nBcc: victim@example.org\r\n\r\nbody';
    const sent = await createSmtp(optionsFor(port))({
      ...mail,
      id: `a\r\nBcc: victim@example.org`,
      to: { name: `"${evil}" <other@example.org>,`, address: mail.to.address },
      subject: evil,
      follows: [evil],
    });
    expect(sent.ok).to.equal(true);
    expect(heard[0]?.to).to.deep.equal([mail.to.address]);
    expect(headerOf(heard[0]?.raw ?? '', 'bcc')).to.equal(null);
  });

  it('logs in behind the encryption alone', async () => {
    const users: string[] = [];
    await open({
      authOptional: false,
      onAuth(auth, session, callback) {
        users.push(`${auth.username} ${auth.password} ${session.secure}`);
        if (auth.password === 'khó đoán') callback(null, { user: 'loaso' });
        else callback(new Error('no'));
      },
    });
    const login = { user: 'loaso', pass: 'khó đoán' };
    const port = server?.port ?? 0;
    expect((await createSmtp(optionsFor(port, { login }))(mail)).ok).to.equal(true);
    const wrong = await faultOf({ login: { ...login, pass: 'sai-mật-khẩu' } });
    expect(wrong).to.include({ kind: 'login', extent: 'server' });
    expect(wrong.detail).not.to.include('sai-mật-khẩu');
    expect(users).to.deep.equal(['loaso khó đoán true', 'loaso sai-mật-khẩu true']);
    expect(() => createSmtp(optionsFor(port, { login, security: 'none' }))).to.throw('starttls');
  });

  it('does not go where the server cannot be trusted, nor in the clear', async () => {
    await open();
    expect(await faultOf({ ca: null })).to.include({ kind: 'tls', extent: 'server' });
    await server?.stop();
    await open({ disabledCommands: ['STARTTLS'] });
    expect(await faultOf()).to.include({ kind: 'tls' });
    expect(server?.heard).to.deep.equal([]);
    const plain = createSmtp(optionsFor(server?.port ?? 0, { security: 'none', ca: null }));
    expect((await plain(mail)).ok).to.equal(true);
  });

  it('tells an address that does not exist from a server that is busy', async () => {
    await open({
      onRcptTo({ address }, _session, callback) {
        callback(
          Object.assign(new Error('no'), { responseCode: address.startsWith('anh') ? 550 : 451 }),
        );
      },
    });
    expect(await faultOf()).to.include({ kind: 'recipient', extent: 'letter' });
    const busy = await createSmtp(optionsFor(server?.port ?? 0))({
      ...mail,
      to: { name: 'B', address: 'b@gialai.example' },
    });
    expect(busy).to.have.nested.property('error.kind', 'later');
    expect(busy).to.have.nested.property('error.extent', 'later');
  });

  it('is not sent where our own address may not be used', async () => {
    await open({
      onMailFrom(_address, _session, callback) {
        callback(Object.assign(new Error('not yours'), { responseCode: 553 }));
      },
    });
    expect(await faultOf()).to.include({ kind: 'sender', extent: 'server' });
  });

  it('is made of the settings, with a password from a file', () => {
    const settings = { LOASO_SMTP_HOST: 'mail.example' };
    const make = (more: object) => () => createMailer(readConfig(null, { ...settings, ...more }));
    expect(createMailer(readConfig(null, {}))).to.equal(null);
    expect(make({})).to.throw('mailFrom');
    expect(make({ LOASO_MAIL_FROM: 'loaso@gialai.example' })()).to.be.a('function');
    const half = { LOASO_MAIL_FROM: 'loaso@gialai.example', LOASO_SMTP_USER: 'loaso' };
    expect(make(half)).to.throw('smtpPasswordFile');
    expect(make({ LOASO_MAIL_FROM: 'a@b.vn\r\nBcc: c@d.vn' })).to.throw('mailFrom');
  });
});

describe('a mail server that is hardly one', () => {
  let server: Server;
  const sockets = new Set<Socket>();
  let behave: (socket: Socket) => void = () => undefined;
  before(async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      behave(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const attempt = (timeMs: number) =>
    createSmtp({
      host: '127.0.0.1',
      port: (server.address() as AddressInfo).port,
      security: 'none',
      login: null,
      ca: null,
      from: { name: '', address: 'loaso@gialai.example' },
      timeMs,
    })(mail);

  it('is given up when it says nothing, or a word now and then', async () => {
    behave = () => undefined;
    expect(await attempt(300)).to.have.nested.property('error.extent', 'server');
    behave = (socket) => {
      socket.write('220 chờ\r\n');
      const timer = setInterval(() => socket.write('250-chờ thêm\r\n'), 40);
      socket.on('close', () => clearInterval(timer));
    };
    expect(await attempt(400)).to.have.nested.property('error.kind', 'slow');
  });

  it('is unreachable when it hangs up in the middle of the letter', async () => {
    behave = (socket) => {
      socket.write('220 hi\r\n');
      socket.on('data', (piece) => {
        if (/^DATA/im.test(piece.toString())) socket.destroy();
        else socket.write('250 ok\r\n');
      });
    };
    expect(await attempt(3_000)).to.have.nested.property('error.extent', 'server');
  });

  it('is unreachable when nobody listens', async () => {
    const gone = createSmtp({
      host: '127.0.0.1',
      port: 1,
      security: 'none',
      login: null,
      ca: null,
      from: { name: '', address: 'loaso@gialai.example' },
      timeMs: 2_000,
    });
    expect(await gone(mail)).to.have.nested.property('error.kind', 'unreachable');
  });
});
