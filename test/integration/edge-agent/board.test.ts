/** Vitals read from a tree of files like that of the kernel: adapters/board, adapters/last-end. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { readText } from '#edge-agent/adapters/board/kernel-files';
import { createLinuxBoard } from '#edge-agent/adapters/board/linux-board';
import { modemWordsIn } from '#edge-agent/adapters/board/modem';
import { oneLookAtATime } from '#edge-agent/adapters/board/one-look';
import { lastEndFile, takeLastEnd } from '#edge-agent/adapters/last-end';
import type { Board } from '#edge-agent/ports';

const NOTHING = {
  mains: null,
  supplyVolts: null,
  underVoltage: null,
  temperatureC: null,
  operator: null,
  signalDbm: null,
  line: null,
  counter: null,
};

/** Key-value lines as ModemManager prints them, shortened. */
const MMCLI = `modem.dbus-path                                 : /org/freedesktop/ModemManager1/Modem/0
modem.generic.state                             : connected
modem.generic.signal-quality.value              : 67
modem.generic.signal-quality.recent             : yes
modem.3gpp.operator-code                        : 45204
modem.3gpp.operator-name                        : Viettel
modem.3gpp.registration-state                   : home
`;

const ROUTES = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t0100A8C0\t0003\t0\t0\t700\t00000000\t0\t0\t0
wwan0\t00000000\t00000000\t0001\t0\t0\t100\t00000000\t0\t0\t0
wwan0\t0A0A0A00\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
`;

describe('edge-agent/adapters/board', () => {
  let root: string;
  let faults: string[];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'loaso-board-'));
    faults = [];
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const put = (path: string, text: string): string => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
    return file;
  };
  type Part = { readonly boardFile?: string; readonly modem?: string[]; readonly of?: string };
  const board = (part: Part = {}): Board =>
    createLinuxBoard(
      {
        sys: join(root, 'sys'),
        proc: join(root, 'proc'),
        interface: part.of ?? 'auto',
        systemBootId: 'system-1',
        own: () => ({ of: 'boot-1', bytes: 42 }),
        boardFile: part.boardFile,
        modemCommand: part.modem ?? [],
        nowMs: () => performance.now(),
      },
      (_level, _event, fields) => faults.push(String(fields['detail'])),
    );

  it('says null of everything on a board that offers nothing', async () => {
    expect(await board().read()).to.deep.equal(NOTHING);
  });

  it('takes the hottest zone of the processor, and any zone where none is named so', async () => {
    put('sys/class/thermal/thermal_zone0/type', 'battery');
    put('sys/class/thermal/thermal_zone0/temp', '80000');
    expect((await board().read()).temperatureC).to.equal(80);
    put('sys/class/thermal/thermal_zone1/type', 'cpu-thermal');
    put('sys/class/thermal/thermal_zone1/temp', '51625');
    put('sys/class/thermal/thermal_zone2/type', 'cpu1-thermal');
    put('sys/class/thermal/thermal_zone2/temp', '-274000');
    expect((await board().read()).temperatureC).to.equal(51.625);
  });

  const supplies: [string, Record<string, string>, 'on' | 'battery' | null][] = [
    ['a plug with power', { 'ac/type': 'Mains', 'ac/online': '1' }, 'on'],
    ['a dead plug without a battery', { 'ac/type': 'Mains', 'ac/online': '0' }, null],
    [
      'a dead plug beside a battery',
      {
        'ac/type': 'Mains',
        'ac/online': '0',
        'b/type': 'Battery',
        'b/status': 'Unknown',
        'c/type': 'UPS',
        'c/status': 'Discharging',
      },
      'battery',
    ],
    [
      'two plugs, one with power',
      {
        'a/type': 'USB',
        'a/online': '0',
        'z/type': 'Mains',
        'z/online': '1',
        'b/type': 'Battery',
        'b/status': 'Discharging',
      },
      'on',
    ],
    ['a battery that gives', { 'b/type': 'Battery', 'b/status': 'Discharging' }, 'battery'],
    ['a battery that is full', { 'b/type': 'Battery', 'b/status': 'Full' }, 'on'],
    ['a battery that says nothing', { 'b/type': 'Battery', 'b/status': 'Unknown' }, null],
    ['something else', { 'x/type': 'Wibble', 'x/online': '1' }, null],
  ];
  for (const [what, files, mains] of supplies) {
    it(`reads ${what} as ${mains ?? 'nothing known'}`, async () => {
      for (const [name, text] of Object.entries(files)) put(`sys/class/power_supply/${name}`, text);
      expect((await board().read()).mains).to.equal(mains);
    });
  }

  it('tells a sag of a Raspberry Pi when it lasts, and once when it is over', async () => {
    const file = 'sys/devices/platform/soc/soc:firmware/get_throttled';
    const seen: (boolean | null)[] = [];
    const one = board();
    for (const text of ['0', '50005', '50000', '50000', '50005', '0', '50000', 'what']) {
      put(file, text);
      seen.push((await one.read()).underVoltage);
    }
    expect(seen).to.deep.equal([false, true, false, false, true, false, true, null]);
  });

  it('tells a sag by the alarm of a voltage sensor', async () => {
    put('sys/class/hwmon/hwmon0/temp1_input', '40000');
    put('sys/class/hwmon/hwmon1/in0_lcrit_alarm', '0');
    const one = board();
    expect((await one.read()).underVoltage).to.equal(false);
    put('sys/class/hwmon/hwmon1/in0_lcrit_alarm', '1');
    expect((await one.read()).underVoltage).to.equal(true);
  });

  it('counts the interface that the system prefers, or the one that it is told, or itself', async () => {
    put('proc/net/route', ROUTES);
    put('sys/class/net/wwan0/statistics/rx_bytes', '700');
    put('sys/class/net/wwan0/statistics/tx_bytes', '77');
    put('sys/class/net/eth0/statistics/rx_bytes', '5');
    put('sys/class/net/eth0/statistics/tx_bytes', '6');
    const counted = async (of: string) => (await board({ of }).read()).counter;
    expect(await counted('auto')).to.deep.equal({ of: 'system-1:wwan0', bytes: 777 });
    expect(await counted('eth0')).to.deep.equal({ of: 'system-1:eth0', bytes: 11 });
    expect(await counted('none')).to.deep.equal({ of: 'boot-1', bytes: 42 });
    expect(await counted('usb7')).to.equal(null);
  });

  it('asks the modem seldom, and reads what ModemManager says', async () => {
    put('answer', MMCLI);
    const script = put('mmcli', `#!/bin/sh\necho x >> ${root}/asked\ncat ${root}/answer`);
    chmodSync(script, 0o755);
    const one = board({ modem: [script, '-m', 'any', '-K'] });
    for (let round = 0; round < 3; round += 1) {
      expect(await one.read()).to.deep.include({ operator: 'Viettel', signalDbm: -71 });
    }
    expect(readFileSync(join(root, 'asked'), 'utf8')).to.equal('x\n');
  });

  it('knows nothing of a modem that is absent, mute or without a network', async () => {
    expect(await board({ modem: ['/nowhere/mmcli'] }).read()).to.deep.equal(NOTHING);
    const none = { operator: null, signalDbm: null };
    expect(modemWordsIn('error: modem not found')).to.deep.equal(none);
    const searching = MMCLI.replace('67', '0').replace('Viettel', '--');
    expect(modemWordsIn(searching)).to.deep.equal(none);
  });

  it('reads an unknown board by its board file, before what the kernel offers', async () => {
    put('sys/class/thermal/thermal_zone0/temp', '99000');
    const volts = put('adc/volts', '2410');
    const board2 = {
      supplyVolts: { file: volts, scale: 0.005, offset: 0.25 },
      temperatureC: { file: put('adc/heat', '433'), scale: 0.1 },
      mains: { file: put('gpio/17', '0'), words: { '1': 'on', '0': 'battery' } },
      underVoltage: { file: put('gpio/18', '1'), words: { '1': 'yes', '0': 'no' } },
      line: { file: put('line', 'cut'), words: { fine: 'ok', cut: 'open' } },
      horns: [
        { file: put('horn1', '1'), words: { '0': 'open', '1': 'ok' } },
        { file: put('horn2', '0'), words: { '0': 'open', '1': 'ok' } },
        { file: '/nowhere/horn3', words: { '0': 'open', '1': 'ok' } },
      ],
    };
    const boardFile = put('board.json', JSON.stringify(board2));
    const one = board({ boardFile });
    const read = await one.read();
    expect(read.supplyVolts).to.be.closeTo(12.3, 1e-9);
    expect(read.temperatureC).to.be.closeTo(43.3, 1e-9);
    expect(read).to.deep.include({ mains: 'battery', underVoltage: true, line: 'open' });
    expect(read.horns).to.deep.equal(['ok', 'open', null]);
    rmSync(volts);
    put('line', 'what');
    expect(await one.read()).to.deep.include({ supplyVolts: null, line: null });
  });

  it('says what is wrong with a board file, once, and reads the rest', async () => {
    put('sys/class/thermal/thermal_zone0/temp', '40000');
    const wrong = { mains: { file: '/x', words: { '1': 'maybe' } } };
    const one = board({ boardFile: put('board.json', JSON.stringify(wrong)) });
    await one.read();
    expect((await one.read()).temperatureC).to.equal(40);
    expect(faults.length).to.equal(1);
    expect(faults[0]).to.include('mains.words.1');
  });

  it('learns from the supervisor and the kernel how the life before ended, once', async () => {
    const sys = join(root, 'sys');
    const note = join(root, 'standstill');
    const found = async () => takeLastEnd(root, sys, note);
    expect(await found()).to.deep.equal({ supervisor: null, boardReset: false, stood: false });
    for (const [result, supervisor] of [
      ['watchdog', 'watchdog'],
      ['oom-kill', 'crash'],
      ['success', null],
      ['', null],
    ]) {
      writeFileSync(lastEndFile(root), `${result}\n`);
      expect((await found()).supervisor).to.equal(supervisor);
      expect(existsSync(lastEndFile(root))).to.equal(false);
      expect((await found()).supervisor).to.equal(null);
    }
    writeFileSync(lastEndFile(root), 'standstill\n');
    expect(await found()).to.deep.include({ supervisor: 'watchdog', stood: true });
    expect((await found()).stood).to.equal(false);
    writeFileSync(note, '');
    expect(await found()).to.deep.include({ supervisor: 'watchdog', stood: true });
    put('sys/class/watchdog/watchdog0/bootstatus', '32');
    expect((await found()).boardReset).to.equal(true);
  });
});

describe('a sensor that does not answer', () => {
  it('holds one hand at most, is told as unknown, and is read again once it has answered', async () => {
    const known = { ...NOTHING, temperatureC: 41 };
    const under: ((reading: typeof known) => void)[] = [];
    const logged: string[] = [];
    const board = oneLookAtATime(
      { read: () => new Promise((resolve) => under.push(resolve)) },
      (_level, event) => logged.push(event),
      20,
    );
    expect(await Promise.all([board.read(), board.read()])).to.deep.equal([NOTHING, NOTHING]);
    expect(await board.read()).to.deep.equal(NOTHING);
    expect([under.length, new Set(logged)]).to.deep.equal([1, new Set(['board-fault'])]);
    const third = board.read();
    under[0]?.(known);
    expect(await third).to.deep.equal(known);
    const next = board.read();
    under[1]?.(known);
    expect(await next).to.deep.equal(known);
  });

  it('is a pipe that nobody writes to: a file of the board that has no value now', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'loaso-board-'));
    const pipe = join(folder, 'line');
    execFileSync('mkfifo', [pipe]);
    expect(await readText(pipe)).to.equal('');
    rmSync(folder, { recursive: true });
  });
});
