import React from 'react';
import { PluginPage, type PluginPageProps } from '@grafana/runtime';
import { useLocation } from 'react-router-dom';
import { WaitingCount } from '../../pages/Approvals/WaitingCount';
import { areaOf } from '../../routing/areas';

/** A page of an area: the other pages of the area are tabs beside it. */
export function AreaPage(props: Omit<PluginPageProps, 'pageNav'>) {
  const { pathname } = useLocation();
  const area = areaOf(pathname);
  const own = area?.pages.find(({ url }) => url === pathname.replace(/\/$/, ''));
  return (
    <PluginPage
      {...props}
      pageNav={
        area && {
          text: own?.text ?? area.text,
          // The first page is the one in the side bar, and Grafana names that by itself.
          ...(own !== area.pages[0] && { parentItem: { text: area.text, url: area.pages[0]?.url } }),
          children: area.pages.map(({ text, url, counts }) => ({
            ...{ id: url, text, url, active: url === own?.url },
            ...(counts && { tabSuffix: WaitingCount }),
          })),
        }
      }
    />
  );
}
