import { screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';

/** Takes an option of the picker whose label begins so. A picker draws only the options that have room, and nothing has any in jsdom. */
export async function choose(user: UserEvent, label: string, option: string) {
  const room = jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  const picker = screen.getByRole('combobox', { name: new RegExp(`^${label}`) });
  // Whatever takes the focus meanwhile closes the list.
  const found = await waitFor(async () => {
    if (picker.getAttribute('aria-expanded') !== 'true') {
      await user.click(picker);
    }
    return screen.getByRole('option', { name: new RegExp(option) });
  });
  await user.click(found);
  await user.keyboard('{Tab}');
  room.mockRestore();
}
