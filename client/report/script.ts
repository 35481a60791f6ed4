// Sorting of the report's tables, the only thing its page does: a click on a heading sorts by it, another the other way round.
// Missing values stay last. The text goes into the page as it stands.
export const SCRIPT = `
'use strict';
for (const table of document.querySelectorAll('table.sortable')) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  const key = (row, column) => {
    const cell = row.cells[column];
    return 'value' in cell.dataset ? (cell.dataset.value === '' ? null : Number(cell.dataset.value)) : cell.textContent.trim() || null;
  };
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    const arrow = document.createElement('span');
    arrow.setAttribute('aria-hidden', 'true');
    head.append(button);
    button.append(arrow);
    head.setAttribute('aria-sort', 'none');
    button.addEventListener('click', () => {
      const up = head.getAttribute('aria-sort') !== 'ascending';
      for (const other of heads) {
        other.setAttribute('aria-sort', 'none');
        other.querySelector('span').textContent = '';
      }
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      arrow.textContent = up ? ' ▲' : ' ▼';
      const rows = [...body.rows].map((row) => ({ row, value: key(row, column) }));
      rows.sort((a, b) => {
        if (a.value === null || b.value === null) return (a.value === null) - (b.value === null);
        const order = typeof a.value === 'number' ? a.value - b.value : a.value.localeCompare(b.value, 'en', { numeric: true });
        return up ? order : -order;
      });
      body.append(...rows.map(({ row }) => row));
    });
  });
}
`;
