package council

import "strings"

// A community is a set of names that go together.
type community struct {
	weight        int // of a hundred residents
	women, men    []string
	surnames      []string
	surnameBefore bool // the family name is often written first
}

func words(s string) []string { return strings.Fields(s) }

// communities reflect who lives in an English district.
var communities = []community{
	{
		weight:   56,
		women:    words("Margaret Susan Linda Patricia Christine Janet Karen Tracey Julie Alison Deborah Sarah Emma Rachel Laura Gemma Hannah Chloe Jessica Amy Sheila Doreen Brenda Maureen Joan Dorothy Jean Barbara Hazel Ivy Rose May Grace Daisy Lily Heather Gillian Lorraine Samantha Kirsty Natalie Leanne Stacey Beverley Wendy Pauline"),
		men:      words("David John Peter Michael Paul Andrew Stephen Mark Robert Christopher Ian Kevin Gary Alan Brian Derek Trevor Keith Colin Neil Graham Simon Martin Anthony Darren Lee Craig Wayne Jason Adam Ryan Liam Jack Thomas George Harry William Arthur Stanley Ronald Raymond Geoffrey Frank Dean Scott Stuart"),
		surnames: words("Smith Jones Taylor Brown Wilson Johnson Walker Wright Robinson Thompson White Hughes Edwards Green Hall Wood Harris Clarke Jackson Turner Hill Cooper Ward Moore Baker Parker Young Bell Long Marsh Field Page Price Day Stone Brook Bishop Carpenter Mason Fletcher Braithwaite Ackroyd Hebblethwaite Metcalfe Sugden Thwaite Outhwaite Dinsdale Raine Featherstone Postlethwaite Allinson Wearmouth Hardcastle Lowther Nicholson Atkinson Sowerby Tallentire Emmerson Coulthard Elliott Hesketh Ramsbottom Pickles Clegg Butterworth Greenhalgh Shuttleworth Birtwistle Whitehead Barraclough"),
	},
	{
		weight:   6,
		women:    words("Siobhan Niamh Bridget Aoife Kathleen Bernadette Sinead Orla Moira Eileen Mhairi Catriona Fiona Morag"),
		men:      words("Declan Sean Patrick Brendan Kieran Cormac Eamon Conor Hamish Callum Angus Alasdair Ewan Dermot"),
		surnames: words("O'Connor O'Brien O'Sullivan Murphy Kelly Byrne Gallagher McCarthy McDonald MacLeod Campbell McAllister Brennan Doherty Fitzgerald O'Rourke McKenna Mackenzie"),
	},
	{
		weight:   4,
		women:    words("Siân Angharad Carys Rhiannon Bethan Ffion Nerys Lowri Eleri Catrin"),
		men:      words("Gareth Rhys Dafydd Huw Emyr Gethin Ieuan Owain Dylan Aled"),
		surnames: words("Llewellyn Pryce Morgan Evans Griffiths Vaughan Gwynne Bevan Powell Prosser Rees"),
	},
	{
		weight:   9,
		women:    words("Ayesha Fatima Zainab Shabana Nasreen Rukhsana Samina Bushra Amina Sadia Farzana Maryam Hafsa"),
		men:      words("Mohammed Tariq Imran Asif Khalid Yusuf Bilal Faisal Javed Rashid Zahid Usman Hamza"),
		surnames: words("Mahmood Hussain Khan Ahmed Iqbal Malik Akhtar Begum Sharif Mirza Qureshi Chaudhry Rehman Bashir Siddiqui"),
	},
	{
		weight:   6,
		women:    words("Priya Anjali Meena Sunita Kavita Harpreet Jaspreet Manjit Nisha Hema Deepa Gurpreet"),
		men:      words("Rajesh Sanjay Vikram Amit Suresh Harjit Gurdeep Balwinder Anil Dinesh Kiran Manpreet"),
		surnames: words("Patel Shah Singh Kaur Sharma Desai Mistry Chauhan Gill Dhillon Sandhu Bains Joshi Nair Reddy"),
	},
	{
		weight:   5,
		women:    words("Ngozi Oluwaseun Adaeze Folasade Abena Akosua Chiamaka Yetunde Efua Temitope"),
		men:      words("Chukwuemeka Kwame Babatunde Emeka Kofi Olumide Adebayo Tunde Kwabena Ifeanyi"),
		surnames: words("Adeyemi Okafor Okonkwo Mensah Boateng Owusu Nwosu Asante Afolabi Eze Balogun Osei"),
	},
	{
		weight:   3,
		women:    words("Marcia Yvonne Sharon Beverly Claudette Paulette Jasmine Monique"),
		men:      words("Winston Leroy Delroy Errol Clive Desmond Marlon Trevor"),
		surnames: words("Campbell Gordon Francis Bailey Clarke Grant Henry Joseph Charles Pinnock Blackwood"),
	},
	{
		weight:   5,
		women:    words("Małgorzata Agnieszka Katarzyna Zofia Ewa Joanna Elżbieta Beata Iwona Aleksandra"),
		men:      words("Piotr Paweł Krzysztof Tomasz Łukasz Andrzej Marek Stanisław Jakub Wojciech"),
		surnames: words("Nowak Wójcik Kamiński Lewandowska Zieliński Woźniak Mazur Krawczyk Dąbrowski Pawlak Wieczorek"),
	},
	{
		weight:   2,
		women:    words("Ioana Elena Andreea Mihaela Simona Raluca"),
		men:      words("Andrei Ionuț Mihai Bogdan Florin Radu"),
		surnames: words("Popescu Ionescu Dumitru Stan Munteanu Constantin Marin"),
	},
	{
		weight: 2, surnameBefore: true,
		women:    words("Siu-Ling Mei-Ling Xiaoyan Ka-Yan Hui-Min Wai-Ching"),
		men:      words("Wai-Keung Chi-Ming Jian Ka-Ho Wei Tsz-Kin"),
		surnames: words("Wong Chan Lee Cheung Lau Wang Zhang Ho Leung Ng"),
	},
	{
		weight:   2,
		women:    words("Leyla Zeynep Elif Rana Hala Nour Samar Shirin"),
		men:      words("Mehmet Mustafa Omar Karim Reza Ali Hassan Samir"),
		surnames: words("Yılmaz Demir Kaya Al-Hassan Haddad Nasser Hosseini Rahimi Aziz Barzani"),
	},
}

// nicknames of forenames; a person with one of these may be called by them.
var nicknames = map[string][]string{
	"Margaret": {"Maggie", "Peggy"}, "Susan": {"Sue"}, "Patricia": {"Pat", "Trish"}, "Christine": {"Chris"},
	"Deborah": {"Debbie"}, "Rachel": {"Rach"}, "Samantha": {"Sam"}, "Jessica": {"Jess"}, "Kathleen": {"Kath"},
	"Dorothy": {"Dot"}, "Elizabeth": {"Liz", "Betty"}, "David": {"Dave"}, "Peter": {"Pete"}, "Michael": {"Mick", "Mike"},
	"Andrew": {"Andy"}, "Stephen": {"Steve"}, "Robert": {"Bob", "Rob"}, "Christopher": {"Chris"}, "Kevin": {"Kev"},
	"Anthony": {"Tony"}, "Thomas": {"Tom"}, "William": {"Bill"}, "Ronald": {"Ron"}, "Raymond": {"Ray"},
	"Geoffrey": {"Geoff"}, "Stanley": {"Stan"}, "Patrick": {"Paddy"}, "Mohammed": {"Mo"}, "Harpreet": {"Harps"},
	"Oluwaseun": {"Seun"}, "Chukwuemeka": {"Emeka"}, "Babatunde": {"Tunde"}, "Małgorzata": {"Gosia"},
	"Katarzyna": {"Kasia"}, "Krzysztof": {"Krzys"}, "Aleksandra": {"Ola"}, "Temitope": {"Temi"}, "Angharad": {"Angie"},
}

var (
	streets = []string{
		"Larch Close", "Quarry Terrace", "Station Road", "Mill Lane", "Church Street", "Alder Grove", "Tanyard Row",
		"Saddlers Court", "Beck View", "Castle Bank", "Priory Gardens", "Coronation Avenue", "Attlee Road", "Nightingale Drive",
		"Fellside", "Market Place", "Wharf Street", "Cobblers Ginnel", "The Croft", "Harrow Way", "Ropewalk", "St Aidan's Terrace",
		"Limekiln Lane", "Moor Edge", "Weavers Fold", "Hawthorn Crescent", "King's Mews", "Rowan Court", "Byland Road", "Pinfold Lane",
		"Victoria Buildings", "Chapel Garth", "Sycamore Rise", "Kestrel Close", "Orchard Street", "Bridge End", "Tenter Hill", "North Parade",
	}
	towns = []struct{ name, outward string }{{"Thornmere", "DL24"}, {"Elmscar", "DL25"}, {"Wexdale", "DL26"}, {"Harrowgill", "DL27"}, {"Saltby-on-Tarn", "DL28"}, {"Corvale", "DL29"}}
)
