"""What messaging must ask of those above it."""

from kit.hooks import Question

# fn(user, abroad) → whether this person agreed, and still agrees, to text messages; by a provider abroad that is a
# consent of its own (R-PI-07).
may_text = Question("messaging.may_text")
