/** Fills the list of customers under a field while one types. */
const list = document.getElementById('customers');
let lastQuery = '';

async function suggest(query: string): Promise<void> {
  lastQuery = query;
  const response = await fetch(`/control-panel/customers.json?query=${encodeURIComponent(query)}`);
  const found: { name: string; email: string | null; id: string }[] = await response.json();
  // An older answer may come after a newer one.
  if (query !== lastQuery || !list) return;
  const options = found.map(({ name, email, id }) => {
    const option = document.createElement('option');
    option.value = email ?? id;
    option.label = name;
    return option;
  });
  list.replaceChildren(...options);
}

for (const input of document.querySelectorAll<HTMLInputElement>('[data-customers]')) {
  input.addEventListener('input', () => void suggest(input.value));
}
