import { screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';

/** Takes an option of the picker whose label begins so. A picker draws only the options that have room, and nothing has any in jsdom. */
export async function choose(user: UserEvent, label: string, option: string) {
  const room = jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  await user.click(screen.getByRole('combobox', { name: new RegExp(`^${label}`) }));
  await user.click(await screen.findByRole('option', { name: new RegExp(option) }));
  await user.keyboard('{Tab}');
  room.mockRestore();
}
