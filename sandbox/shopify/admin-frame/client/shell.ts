/** The navigation drawer of narrow screens, shared by all pages of the admin. */
const menuButton = document.getElementById('menu-button');

export function setNavigationOpen(open: boolean): void {
  document.body.classList.toggle('navigation-open', open);
  menuButton?.setAttribute('aria-expanded', String(open));
  if (open) document.querySelector<HTMLElement>('#navigation a')?.focus();
}

menuButton?.addEventListener('click', () => {
  setNavigationOpen(!document.body.classList.contains('navigation-open'));
});
document.getElementById('scrim')?.addEventListener('click', () => setNavigationOpen(false));
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !document.body.classList.contains('navigation-open')) return;
  setNavigationOpen(false);
  menuButton?.focus();
});
