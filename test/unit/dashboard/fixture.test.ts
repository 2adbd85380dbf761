/** The fixture server speaks the contract, so that what the screens show of it is worth looking at. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Bulletin, BulletinSummary, Job, VoiceInfo } from '@loaso/shared/wire/http/content';
import { DeviceDetail, DeviceSummary, Overview } from '@loaso/shared/wire/http/fleet';
import {
  BoxMoment,
  Incident,
  IncidentDetail,
  Maintenance,
  WorkItem,
} from '@loaso/shared/wire/http/incidents';
import { AreaSettings, Lexicon } from '@loaso/shared/wire/http/lexicon';
import { Area, AuditEvent, User } from '@loaso/shared/wire/http/people';
import { Practice } from '@loaso/shared/wire/http/practice';
import { Problem } from '@loaso/shared/wire/http/problem';
import { Publication, PublicationSummary } from '@loaso/shared/wire/http/publications';
import { RelaySource } from '@loaso/shared/wire/http/relays';
import { Airing, CalendarItem, Entry } from '@loaso/shared/wire/http/schedule';
import { FleetHold } from '@loaso/shared/wire/http/signing';
import { SoundExemptions } from '@loaso/shared/wire/http/sound-exemptions';
import { SoundRules } from '@loaso/shared/wire/http/sound-rules';
import { expect } from 'chai';
import { z } from 'zod';
import { type Fixture, POLICY, startFixture } from '../../support/dashboard-fixture/server.js';

const span = `from=${Date.now() - 86_400_000}&to=${Date.now() + 86_400_000}`;

const ANSWERS: Readonly<Record<string, z.ZodType>> = {
  '/api/me': z.object({ user: User }),
  '/api/users': z.object({ users: z.array(User).min(1) }),
  '/api/areas': z.object({ areas: z.array(Area).min(1) }),
  '/api/audit?limit=10': z.object({ events: z.array(AuditEvent).length(10), intact: z.boolean() }),
  '/api/overview': Overview,
  '/api/voices': z.object({ voices: z.array(VoiceInfo).min(1) }),
  '/api/bulletins': z.object({ bulletins: z.array(BulletinSummary).min(1) }),
  '/api/bulletins/qd-1462': z.object({ bulletin: Bulletin }),
  '/api/entries': z.object({ entries: z.array(Entry).min(1) }),
  [`/api/calendar?${span}`]: z.object({ items: z.array(CalendarItem).min(1) }),
  [`/api/airings?${span}`]: z.object({ airings: z.array(Airing).min(1) }),
  '/api/lexicon?areaId=21583': Lexicon,
  '/api/areas/21583/settings': z.object({ settings: AreaSettings }),
  '/api/devices': z.object({ devices: z.array(DeviceSummary).min(1) }),
  '/api/devices/loa-quy-nhon-01': z.object({ device: DeviceDetail }),
  '/api/incidents': z.object({ incidents: z.array(Incident).min(1) }),
  '/api/incidents/inc-dien': IncidentDetail,
  '/api/work': z.object({ items: z.array(WorkItem).min(1) }),
  '/api/maintenance': z.object({ maintenances: z.array(Maintenance).min(1) }),
  '/api/devices/loa-quy-nhon-01/axis?days=7': z.object({ moments: z.array(BoxMoment).min(1) }),
  '/api/publications': z.object({ publications: z.array(PublicationSummary).min(1) }),
  '/api/publications/pub-phuong-1': Publication,
  '/api/practice?areaId=99999&from=2026-06-01&to=2026-06-02': Practice,
  '/api/sound-rules/21583': SoundRules,
  '/api/sound-exemptions/21583': SoundExemptions,
  '/api/fleet/hold': FleetHold,
  '/api/relay-sources': z.object({ sources: z.array(RelaySource).min(1) }),
};

describe('dashboard/fixture', () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await startFixture('full');
  });
  after(() => fixture.stop());

  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(fixture.url + path, { ...init, headers: { cookie: 'loaso=canbo' } });

  for (const [path, schema] of Object.entries(ANSWERS)) {
    it(`${path.split('?')[0]} answers in the shape of the contract`, async () => {
      const parsed = schema.safeParse(await (await ask(path)).json());
      expect(parsed.error?.issues ?? []).to.deep.equal([]);
    });
  }

  it('voicing is a job that is seen to run', async () => {
    const reply = await ask('/api/bulletins/giao-thong/voice', { method: 'POST', body: '{}' });
    const { job } = z.object({ job: Job }).parse(await reply.json());
    expect([reply.status, job.state]).to.deep.equal([202, 'running']);
  });

  it('a recording becomes a bulletin that says what was repaired', async () => {
    const path = '/api/bulletins/recordings?areaId=21583&title=Thu&fileName=thu.webm';
    const headers = { cookie: 'loaso=canbo', 'content-type': 'application/octet-stream' };
    const init = { method: 'POST', body: new Uint8Array(2000), headers };
    const reply = await fetch(fixture.url + path, init);
    const { bulletin } = z.object({ bulletin: Bulletin }).parse(await reply.json());
    expect([bulletin.kind, bulletin.recording?.file.name]).to.deep.equal(['recorded', 'thu.webm']);
  });

  it('an approval of what has moved on is refused', async () => {
    const body = JSON.stringify({ revision: 1 });
    const reply = await ask('/api/bulletins/tiem-chung/approve', { method: 'POST', body });
    expect(reply.status).to.equal(409);
  });

  it('a stranger is refused with a problem in words', async () => {
    const reply = await fetch(`${fixture.url}/api/me`);
    expect(reply.status).to.equal(401);
    expect(Problem.safeParse(await reply.json()).success).to.equal(true);
  });

  it('the policy under which the screens are looked at allows nothing inline and no other host', () => {
    expect(POLICY).to.not.match(/unsafe|https?:|data:|\*/);
  });

  it('the page itself holds no inline script and no inline style', () => {
    const page = fileURLToPath(new URL('../../../server/dashboard/index.html', import.meta.url));
    const html = readFileSync(page, 'utf8');
    expect(html).to.not.match(/<style|style=|<script(?![^>]*\bsrc=)|\bon\w+=/);
  });
});
