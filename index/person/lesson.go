package person

// A Lesson is an officer's word on one item: that it is the subject's, or
// somebody else's who has the name. What stands beside the name there is then
// the one's or the other's wherever it stands.
type Lesson struct {
	Item    string  // what to call the item to an officer
	Mine    bool    // the subject's
	Verdict Verdict // of the item, as Weigh gave it
}
