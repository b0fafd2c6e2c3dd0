package person

// Least scores of the likelihoods.
const (
	leastCertain  = 0.96
	leastLikely   = 0.75
	leastPossible = 0.15
)

// Prior is the logarithm of the odds from which every item starts: of what a
// query brings up, most is not about the subject.
const Prior = -4.0

// Weights are natural logarithms of how much more often a fact is seen in items
// about the subject than in others. They add up, from Prior. A full name that is
// rare makes likely, a common one possible; with a date of birth or an address
// both are certain; an identifier is certain alone.
const (
	// Facts of the profile. Each counts times its strength.
	weighIdentifier = 9.0 // issued to one person
	weighEmail      = 8.0 // likewise, but typed by hand
	weighReference  = 7.6 // of one case, which may concern others as well
	weighPhone      = 5.6 // a household may share it
	weighBorn       = 4.6 // one of some 25,000, but of hundreds of people
	weighAddress    = 4.0 // a household shares it
	weighPostcode   = 2.5 // some 15 households share it
	weighFirstDay   = 0.6 // less for a date of birth on 1 January: often stands for "not known"
	weighStreet     = 0.4 // more for an address in a street that is rare here, less for a common one

	// Names: from one that nobody shares to one that many do (see commonness).
	weighRareName   = 5.4
	weighCommonName = 3.6
	weighInitials   = 6.0 // times the strength, 0.5
	weighCommonInit = 5.0
	weighSurname    = 3.0 // times the strength, at most 0.5
	weighTitled     = 2.6 // a rare surname after a title, alone
	weighForename   = 1.0
	weighPlace      = 0.4 // more where a document says whom it concerns: see placed

	// What makes a name surer.
	weighOtherName  = 2.5 // former name and name in one item
	weighForeBeside = 2.5 // a forename next to the subject's address or date of birth
	weighRelative   = 1.5 // a relative named as well
	weighContext    = 4.0 // the conversation is about them
	weighAge        = 0.8 // the right age
	weighPronoun    = 0.6 // he or she, in a conversation about them

	// Without a name.
	weighBornAlone = 2.6 // any date
	weighBornGuess = 1.5 // 1 January

	// Contradictions.
	weighOtherNumber = -7.0 // another person's number
	weighTheirs      = -7.0 // what an officer said is somebody else's
	weighOtherBorn   = -6.0
	weighNearBorn    = -3.0 // two digits off
	weighOtherPlace  = -3.5
	weighMoved       = -1.0 // the same beside a name that hardly anybody shares
	weighOfficer     = -3.0 // an address at the organisation, which the subject need not have told
	weighOtherMiddle = -2.5 // David Lee for David John: forms leave names out, and mix them up
	weighOtherTitle  = -3.0 // Mr for Mrs
	weighOtherAge    = -3.5
	weighDead        = -3.0 // only the living ask for their data
)

// The most that a unit may score in which a household cannot be told apart.
const (
	mostPossible = leastLikely - 0.001
	mostLikely   = leastCertain - 0.001
	mostUnlikely = leastPossible - 0.001
)

// A fact that stands within close bytes of the name counts in full; further on
// it counts less, and from far on no less than lone of its weight.
const (
	closeBy = 200
	far     = 1500
	lone    = 0.5
)
