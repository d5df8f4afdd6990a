#include <criterion/criterion.h>
Test(procedures, none)
{
}
