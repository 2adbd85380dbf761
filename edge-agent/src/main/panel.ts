/**
 * Panel of a box — bảng điều khiển tại chỗ.
 *
 * Wires page, lamps and stop button to the running agent, each only where the settings name it. They
 * read what the agent reports and may end what sounds; nothing here can make a sound.
 */
import { createLamps } from '../adapters/panel/lamps.js';
import { pageOf } from '../adapters/panel/page.js';
import { createPageServer, type PageServer } from '../adapters/panel/page-server.js';
import { createStopButton } from '../adapters/panel/stop-button.js';
import type { Config } from '../config.js';
import { hindrancesOf, lightsOf } from '../core/lights.js';
import type { Log } from '../ports.js';
import type { Shell } from '../shell.js';
import { pageAddressOf } from './derived.js';

const LAMPS_EVERY_MS = 1_000;

export type Panel = {
  /** Null where the page is off or its port is taken. */
  readonly pagePort: number | null;
  stop(): Promise<void>;
};

export async function startPanel(
  config: Config,
  shell: Shell,
  name: string,
  log: Log,
): Promise<Panel> {
  const timer = lightLamps(config, shell, log);
  const button =
    config.stopButton === undefined
      ? null
      : createStopButton(config.stopButton, shell.pressStop, log);
  const page = await servePage(config, shell, name, log);
  return {
    pagePort: page?.port() ?? null,
    stop: async () => {
      clearInterval(timer);
      button?.stop();
      await page?.stop();
    },
  };
}

function lightLamps(config: Config, shell: Shell, log: Log): NodeJS.Timeout | undefined {
  const { lampLink: link, lampReady: ready, lampAir: air } = config;
  if (link === undefined && ready === undefined && air === undefined) return undefined;
  const lamps = createLamps({ link, ready, air }, log);
  const light = (): void => {
    void lamps.show(lightsOf(shell.status(), shell.state().linkUp));
  };
  light();
  return setInterval(light, LAMPS_EVERY_MS).unref();
}

function servePage(
  config: Config,
  shell: Shell,
  name: string,
  log: Log,
): Promise<PageServer | null> {
  const address = pageAddressOf(config);
  if (address === null) return Promise.resolve(null);
  const page = (): string => {
    const status = shell.status();
    const lights = lightsOf(status, shell.state().linkUp);
    return pageOf({ name, status, lights, hindrances: hindrancesOf(status) });
  };
  return createPageServer(address, page, log);
}
