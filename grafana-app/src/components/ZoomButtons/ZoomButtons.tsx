import React from 'react';
import { t } from '@grafana/i18n';
import { IconButton } from '@grafana/ui';

interface Props {
  scaleBy(factor: number): void;
  fit(): void;
}

/** Makes a drawing larger or smaller, or shows all of it. */
export function ZoomButtons({ scaleBy, fit }: Props) {
  return (
    <>
      <IconButton
        name="search-plus"
        size="lg"
        aria-label={t('lineage.zoomIn', 'Zoom in')}
        tooltip={t('lineage.zoomIn', 'Zoom in')}
        onClick={() => scaleBy(1.3)}
      />
      <IconButton
        name="search-minus"
        size="lg"
        aria-label={t('lineage.zoomOut', 'Zoom out')}
        tooltip={t('lineage.zoomOut', 'Zoom out')}
        onClick={() => scaleBy(1 / 1.3)}
      />
      <IconButton
        name="capture"
        size="lg"
        aria-label={t('lineage.fit', 'Show all')}
        tooltip={t('lineage.fit', 'Show all')}
        onClick={fit}
      />
    </>
  );
}
