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

    test('what a script prints is on the page within a second or so, and while it is silent nothing is asked', async () => {
      const { platform } = place();
      const code = 'echo "first $(date +%s%3N)"; sleep 4; echo "second $(date +%s%3N)"; sleep 1';
      const script = { name: 'Says what time it is', language: 'BASH', code, parameters: { type: 'object' } };
      await ask(platform, 'mutation ($input: ScriptInput!) { saveScript(input: $input) { id } }', { input: script });
      const id = await savePlaybook(place(), { name: 'Says it', steps: [{ kind: 'script', id: 'say', name: 'Say it', script: script.name }] });
      const { page, problems } = await chromium.open(new URL(`/a/sre-platform-app/playbooks/${id}`, platform.pageUrl).href);
      let asked = 0;
      page.on('request', (request) => void (asked += request.postData()?.includes('RunOutput') ? 1 : 0));
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.getByRole('button', { name: 'Start', exact: true }).last().click();
      await page.waitForURL(/\/runs\//);
      await page.getByRole('option', { name: /^Script, Say it/ }).click();
      const late: number[] = [];
      for (const word of ['first', 'second']) {
        const before = asked;
        const line = page.getByRole('log').getByText(new RegExp(`^${word} \\d+$`));
        await line.waitFor({ timeout: 30_000 });
        late.push(Date.now() - Number((await line.innerText()).split(' ')[1]));
        // The first may have been printed before the page was there; between the two lies a silence of four seconds.
        if (word === 'second') expect(asked - before).toBeLessThanOrEqual(2);
        // Once more, to see that nothing follows.
        else await page.waitForTimeout(1_000);
      }
      expect(late.at(-1)).toBeLessThan(2_500);
      expect(problems).toEqual([]);
    }, 120_000);
  });
}

function save({ outside, ...rest }: Place): Promise<string> {
  const definition = {
    name: 'Followed by a person',
    inputs: { path: { type: 'string', required: true } },
    steps: [
      { kind: 'http', id: 'tell', name: 'Tell them', method: 'POST', url: `${outside.url}/{{ inputs.path }}` },
      { kind: 'wait', id: 'rest', name: 'Rest', seconds: 2 },
    ],
  };
  return savePlaybook({ outside, ...rest }, definition);
}

async function savePlaybook({ platform }: Place, definition: object): Promise<string> {
  const mutation = 'mutation ($input: SavePlaybookInput!) { savePlaybook(input: $input) { playbook { id } } }';
  const saved = await ask<{ savePlaybook: { playbook: { id: string } } }>(platform, mutation, { input: { definition } });
  return saved.savePlaybook.playbook.id;
}
