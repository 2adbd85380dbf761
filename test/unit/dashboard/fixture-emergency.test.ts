/** The fixture speaks the emergency part of the contract too. */
import {
  Emergency,
  EmergencyDesk,
  EmergencyDetail,
  EmergencyForecast,
  FactorSecret,
  FactorStanding,
} from '@loaso/shared/wire/http/emergency';
import { Problem } from '@loaso/shared/wire/http/problem';
import { expect } from 'chai';
import type { z } from 'zod';
import { INVITATION } from '../../support/dashboard-fixture/emergency-routes.js';
import { type Fixture, startFixture } from '../../support/dashboard-fixture/server.js';

const QUESTION = { kind: 'real', bulletinId: 'khan-bao', areaIds: ['21583'], breakGlass: false };

describe('dashboard/fixture: emergencies', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await startFixture('full');
  });
  afterEach(() => fixture.stop());

  async function ask<T>(schema: z.ZodType<T>, path: string, body?: unknown): Promise<T> {
    const reply = await fetch(`${fixture.url}/api/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie: 'loaso=canbo', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return schema.parse(await reply.json());
  }

  it('answers with a desk, a forecast, an order and its boxes', async () => {
    expect((await ask(EmergencyDesk, 'emergency')).messages.length).to.be.above(2);
    expect((await ask(EmergencyForecast, 'emergency/forecast', QUESTION)).path).to.equal('A');
    const { id } = await ask(Emergency, 'emergency', { ...QUESTION, code: '123456' });
    expect((await ask(EmergencyDetail, `emergency/${id}`)).boxes).to.have.length(12);
    expect((await ask(Emergency, `emergency/${id}/stop`, {})).state).to.equal('stopped');
  });

  it('refuses a wrong code with a problem in words', async () => {
    const problem = await ask(Problem, 'emergency', { ...QUESTION, code: '000000' });
    expect(problem.code).to.equal('factor-wrong');
  });

  it('hands out a secret that is in use once confirmed', async () => {
    fixture.world.emergencies.factors.set('canbo', 'none');
    expect((await ask(Problem, 'me/factor', {})).code).to.equal('factor-word-wrong');
    const secret = await ask(FactorSecret, 'me/factor', { invitation: INVITATION });
    expect(secret.uri).to.match(/^otpauth:\/\/totp\/\S+\?secret=[A-Z2-7]+&issuer=/);
    expect((await ask(FactorStanding, 'me/factor')).state).to.equal('pending');
    await ask(FactorStanding, 'me/factor/confirm', { code: '123456' });
    expect((await ask(FactorStanding, 'me/factor')).state).to.equal('active');
  });
});
