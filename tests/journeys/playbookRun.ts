import { type Chromium, startChromium } from '../servers/chromium.ts';
import { ask } from './ask.ts';
import type { Place } from './place.ts';

/** A person starts a playbook by its form, and sees each step come and the run end, on a page that is never loaded again. */
export function playbookJourney(place: () => Place): void {
  describe('a playbook that is started by hand', () => {
    let chromium: Chromium;
    beforeAll(async () => void (chromium = await startChromium()), 60_000);
    afterAll(() => chromium?.stop());

    test('is followed live from its form to its end', async () => {
      const { platform, outside } = place();
      const id = await save(place());
      const { page, problems } = await chromium.open(new URL(`/a/sre-platform-app/playbooks/${id}`, platform.pageUrl).href);
      await page.getByRole('heading', { name: 'Followed by a person' }).waitFor({ timeout: 30_000 });
      await page
        .getByRole('group', { name: 'The playbook as a flow' })
        .getByRole('button', { name: /Tell them/ })
        .waitFor();
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.getByRole('textbox', { name: /^path/ }).fill('from-the-form');
      await page.getByRole('button', { name: 'Start', exact: true }).last().click();

      await page.waitForURL(/\/runs\//);
      await page.evaluate(() => Reflect.set(globalThis, 'notReloaded', true));
      await page.getByRole('option', { name: /^HTTP request, Tell them, Succeeded/ }).waitFor({ timeout: 30_000 });
      await page.getByRole('option', { name: /^Wait, Rest, Succeeded/ }).waitFor({ timeout: 30_000 });
      await page.getByRole('button', { name: 'It helped' }).waitFor({ timeout: 30_000 });
      expect(await page.evaluate(() => Reflect.get(globalThis, 'notReloaded'))).toBe(true);
      expect(outside.received.map(({ path }) => path)).toContain('/from-the-form');

      await page.getByRole('button', { name: 'It helped' }).click();
      await page.getByRole('button', { name: 'Keep it' }).click();
      await page.getByText(/^Kept: it counts/).waitFor();
      expect(problems).toEqual([]);
    }, 120_000);
  });
}

async function save({ platform, outside }: Place): Promise<string> {
  const definition = {
    name: 'Followed by a person',
    inputs: { path: { type: 'string', required: true } },
    steps: [
      { kind: 'http', id: 'tell', name: 'Tell them', method: 'POST', url: `${outside.url}/{{ inputs.path }}` },
      { kind: 'wait', id: 'rest', name: 'Rest', seconds: 2 },
    ],
  };
  const mutation = 'mutation ($input: SavePlaybookInput!) { savePlaybook(input: $input) { playbook { id } } }';
  const saved = await ask<{ savePlaybook: { playbook: { id: string } } }>(platform, mutation, { input: { definition } });
  return saved.savePlaybook.playbook.id;
}
