import React from 'react';
import { render, screen } from '@testing-library/react';
import { MemoryRouter, Route, Routes } from 'react-router-dom';
import { loadTranslations } from '../../i18n/loadTranslations';
import { App } from './App';

beforeAll(loadTranslations);

describe('App', () => {
  it.each(['/a/sre-platform-app/nothing', '/a/sre-platform-app/alerts/1/2'])(
    'says that %s is not one of its pages, and leads back',
    async (path) => {
      render(
        <MemoryRouter initialEntries={[path]}>
          <Routes>
            <Route path="/a/sre-platform-app/*" element={<App />} />
          </Routes>
        </MemoryRouter>
      );
      expect(await screen.findByText('We are looking, but cannot find this page')).toBeVisible();
      expect(screen.getByRole('link', { name: 'Go to the incidents' })).toHaveAttribute(
        'href',
        '/a/sre-platform-app/incidents'
      );
    }
  );
});
