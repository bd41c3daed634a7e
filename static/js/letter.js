// What is typed into a letter is printed in full, however little of it its box shows. It is kept nowhere.
for (const box of document.querySelectorAll("[data-letter]")) {
  const typed = document.createElement("p");
  typed.className = "letter-typed";
  typed.setAttribute("aria-hidden", "true");
  const copy = () => {
    typed.textContent = box.value;
  };
  box.addEventListener("input", copy);
  copy();
  box.after(typed);
}
